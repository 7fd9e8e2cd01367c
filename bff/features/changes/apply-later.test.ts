import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { numberOf } from '../../changes/change-id.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  canary,
  edit,
  everything,
  inKie,
  baseOf,
  ocrKey,
  proposal,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'
import { reportedCall } from '../../test-support/reported-call.ts'
import { type Person, propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

type World = Awaited<ReturnType<typeof reviewedMesh>>

const hours = (count: number) => instantOf(Date.now() + count * 3_600_000)
const half = { routes: [everything(to('1.0.0', 50), to('1.0.1', 50))] }

const act = ({ api }: Person, { id }: ChangeRequest, what: string, body: object = {}) =>
  api.post(`/api/changes/${id}/${what}`).send(body)

const read = async ({ api }: Person, { id }: ChangeRequest): Promise<ChangeRequest> =>
  (await api.get(`/api/changes/${id}`).expect(200)).body as ChangeRequest // the endpoint's own answer

/** A change that was approved and waits for its author to apply it. */
async function approved(world: World, more: object = {}): Promise<ChangeRequest> {
  const change = await propose(world.operators[0], canary, more)
  const { body } = await act(world.approvers[0], change, 'approve', { hash: change.hash }).expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

async function scheduled(world: World): Promise<ChangeRequest> {
  const change = await approved(world)
  const { body } = await act(world.operators[0], change, 'schedule', { at: hours(1), zone: 'Asia/Shanghai' }).expect(
    200,
  )
  return body as ChangeRequest // the endpoint's own answer
}

/** Lets the time of a scheduled change come, and waits for what comes of it. */
async function timeComes({ database, api, name }: World, change: ChangeRequest): Promise<ChangeRequest> {
  await database
    .withTables<ChangeTables>()
    .updateTable('change_request')
    .set({ scheduled_for: instantOf(Date.now()) })
    .where('number', '=', numberOf(change.id))
    .execute()
  return eventually(async () => {
    const now = await read({ api, name }, change)
    return now.state !== 'scheduled' && now.state !== 'applying' && now
  }, `what comes of ${change.id} at its time`)
}

async function writeOutside({ byHand }: World): Promise<string> {
  const theirs = stableText.replace('100', '60')
  await byHand.update((await byHand.documents(ocrKey))[0]?.id ?? '', theirs)
  return theirs
}

const freeze = async ({ api }: World, more: object = {}): Promise<string> => {
  const { body } = await api
    .post('/api/freezes')
    .send({ environment: 'production', from: hours(-1), to: hours(8), zone: 'UTC', reason: 'Quarter close', ...more })
    .expect(200)
  return body.id as string
}

const lift = ({ api }: World, id: string) =>
  api.post(`/api/freezes/${id}/lift`).send({ reason: 'Done', revision: 1 }).expect(200)

test('a scheduled change is applied by itself when its time has come', async () => {
  const world = await reviewedMesh()
  const change = await scheduled(world)
  expect(change).toMatchObject({ state: 'scheduled', zone: 'Asia/Shanghai', scheduledBy: world.operators[0].name })

  expect(await timeComes(world, change)).toMatchObject({ state: 'applied' })
  expect(await inKie(world)).toEqual(change.edits[0]?.after?.native.map(({ text }) => text))
})

test('a time that has passed, lies too far ahead or after its end, and a zone that does not exist are refused', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const change = await approved(world, { revertAt: hours(5) })
  const refused = async (at: string, status: number, zone = 'UTC') =>
    (await act(author, change, 'schedule', { at, zone }).expect(status)).body

  expect(await refused(hours(-1), 422)).toMatchObject({ code: 'schedule-passed', field: 'at' })
  expect(await refused(hours(24 * 91), 422)).toMatchObject({ code: 'schedule-too-late', params: { days: 90 } })
  expect(await refused(hours(6), 422)).toMatchObject({ code: 'schedule-after-end' })
  expect((await refused(hours(1), 400, 'Mars/Olympus')).findings).toMatchObject([
    { code: 'zone-unknown', field: 'zone' },
  ])
  expect(await read(author, change)).toMatchObject({ state: 'approved' })
})

test('a time that was chosen is taken away again, and the change stays approved', async () => {
  const world = await reviewedMesh()
  const change = await scheduled(world)
  await act(world.operators[1], change, 'unschedule').expect(403)

  const { body } = await act(world.approvers[1], change, 'unschedule').expect(200)

  expect(body).toMatchObject({ state: 'approved' })
  expect(body).not.toHaveProperty('scheduledFor')
})

test('a base that moved suspends a scheduled change, and its author edits it into a new round', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const change = await scheduled(world)
  const theirs = await writeOutside(world)

  const suspended = await timeComes(world, change)
  expect(suspended).toMatchObject({
    state: 'suspended',
    waitsFor: { code: 'base-moved-since', params: { service: 'ocr' } },
  })
  expect(await inKie(world)).toEqual([theirs])
  const { body: inbox } = await author.api.get('/api/inbox').expect(200)
  expect(inbox.items).toMatchObject([{ kind: 'suspended', why: { code: 'base-moved-since' } }])

  expect((await act(author, change, 'review-again').expect(409)).body.code).toBe('conflict')
  const { body: edited } = await author.api
    .put(`/api/changes/${change.id}`)
    .send({ ...proposal(edit(half, await baseOf(author.api))), revision: suspended.revision })
    .expect(200)
  expect(edited).toMatchObject({ state: 'in_review', round: 2 })
  expect(edited).not.toHaveProperty('scheduledFor')
})

test('an author who may no longer sign in, or no longer write there, suspends what is scheduled', async () => {
  const world = await reviewedMesh()
  const change = await scheduled(world)
  const other = await scheduled(world)
  const set = (revision: number, more: object) =>
    world.api
      .put(`/api/users/${world.operators[0].name}`)
      .send({ disabled: false, bindings: [{ role: 'viewer' }], ...more, revision })
      .expect(200)

  await set(1, {})
  expect(await timeComes(world, change)).toMatchObject({
    state: 'suspended',
    waitsFor: { code: 'author-lost-permission', params: { author: world.operators[0].name } },
  })
  await set(2, { disabled: true })
  expect(await timeComes(world, other)).toMatchObject({ state: 'suspended', waitsFor: { code: 'author-gone' } })
  expect(await inKie(world)).toEqual([stableText])
})

test('a freeze holds every change back: what is approved waits, what is scheduled is suspended, and both go on after', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const later = await scheduled(world)
  const id = await freeze(world)

  expect(await timeComes(world, later)).toMatchObject({ state: 'suspended', waitsFor: { code: 'frozen' } })
  await act(author, later, 'withdraw').expect(200)
  const change = await propose(author)
  expect(change.findings).toContainEqual(expect.objectContaining({ code: 'frozen', severity: 'warning' }))
  const { body: waits } = await act(reviewer, change, 'approve', { hash: change.hash, apply: true }).expect(200)
  expect(waits).toMatchObject({
    state: 'approved',
    needs: [{ given: 1 }],
    waitsFor: { code: 'frozen', params: { environment: 'production', reason: 'Quarter close' } },
  })
  expect((await act(author, change, 'apply').expect(409)).body.code).toBe('frozen')
  expect(await inKie(world)).toEqual([stableText])

  await lift(world, id)
  expect((await act(author, change, 'apply').expect(200)).body).toMatchObject({ state: 'applied' })
})

test('where no approval is asked for a freeze holds a change back all the same, but not whom it excepts', async () => {
  const world = await reviewedMesh({ approvals: 0 })
  await freeze(world, { exceptRoles: ['administrator'] })

  expect(await propose(world.operators[0])).toMatchObject({ state: 'approved', waitsFor: { code: 'frozen' } })
  expect(await inKie(world)).toEqual([stableText])
  expect(await propose({ name: world.name, api: world.api })).toMatchObject({ state: 'applied' })
})

test('no freeze stops what ends by itself', async () => {
  const world = await reviewedMesh({ approvals: 0 })
  const change = await propose(world.operators[0], canary, { revertAt: instantOf(Date.now() + 60_000) })
  await freeze(world)
  await world.database
    .withTables<ChangeTables>()
    .updateTable('timed_revert')
    .set({ at: instantOf(Date.now()), next_at: instantOf(Date.now()) })
    .execute()

  await eventually(async () => (await read(world.operators[0], change)).timedRevert?.state === 'done', 'its end')
  expect(await inKie(world)).toEqual([stableText])
})

test('a glass that was broken passes the review and no freeze', async () => {
  const world = await reviewedMesh()
  const admin = { name: world.name, api: world.api }
  await freeze(world)
  const change = await propose(admin)
  await act(admin, change, 'break-glass', { hash: change.hash, reason: 'It burns' }).expect(200)

  expect((await act(admin, change, 'apply').expect(409)).body.code).toBe('frozen')
  expect(await inKie(world)).toEqual([stableText])
})

test('a weight that moves further than the environment allows is refused, going back is not', async () => {
  const world = await reviewedMesh({ approvals: 0, largestWeightStep: 50 })
  const [author] = world.operators
  const share = (weight: number) => ({ routes: [everything(to('1.0.0', weight), to('1.0.1', 100 - weight))] })

  const { body } = await author.api
    .post('/api/changes')
    .send(proposal(edit(share(40), await baseOf(author.api))))
    .expect(422)
  expect(body.findings).toMatchObject([
    {
      code: 'weight-step-too-large',
      params: { step: 60, limit: 50, environment: 'production' },
      field: 'edits.0.spec.routes.0.destinations',
    },
  ])
  const half50 = await propose(author, share(50))
  const none = await propose(author, share(0))
  expect([half50.state, none.state]).toEqual(['applied', 'applied'])
  await act(author, none, 'revert').expect(200)
  expect((await act(author, half50, 'revert').expect(200)).body.state).toBe('applied')
})

test('a change that reaches many calls needs more reviewers, one that reaches few does not', async () => {
  const world = await reviewedMesh({ approvals: 1, moreAbove: { callsPerSecond: 0.01, approvals: 2 } })
  const [author] = world.operators
  expect((await propose(author)).needs).toEqual([expect.objectContaining({ approvals: 1, given: 0 })])
  const calls = Array.from({ length: 100 }, () => reportedCall({ atMs: Date.now() - 10_000 }))
  await world.records.calls.append('cloud', calls)

  const needs = await eventually(async () => {
    const { body } = await author.api
      .post('/api/checks')
      .send({ edits: [edit(canary, await baseOf(author.api))] })
      .expect(200)
    return body.needs[0].approvals === 2 && (body.needs as object[]) // the endpoint's own answer
  }, 'the calls in the figures')
  expect(needs).toMatchObject([{ because: { code: 'review-far-reaching', params: { limit: 0.01 } } }])
})

test('the audit log tells who proposed, approved and applied, and what was written', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const change = await approved(world)
  await act(author, change, 'apply').expect(200)

  const { body } = await world.api.get('/api/audit/entries?kind=change&kind=policy').expect(200)

  const told = body.items
    .map(({ event, actor }: { event: string; actor: string | null }) => [event, actor])
    .toReversed()
  expect(told).toEqual([
    ['change-proposed', author.name],
    ['change-approved', reviewer.name],
    ['change-applied', author.name],
    ['step-written', null],
    ['change-ended', null],
  ])
  const written = body.items.find(({ event }: { event: string }) => event === 'step-written')
  expect(written).toMatchObject({ result: 'done', details: { change: change.id, author: author.name } })
  expect(written.before).not.toBe(written.after)
})
