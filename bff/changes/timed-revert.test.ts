import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest, TimedRevert } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { eventually } from '../test-support/eventually.ts'
import {
  apply,
  baseOf,
  canary,
  edit,
  inKie,
  ocrKey,
  ocrLabels,
  type OcrMesh,
  ocrMesh,
  ocrPath,
  ocrRef,
  proposal,
  share,
  stable,
  stableText,
} from '../test-support/ocr-mesh.ts'
import { numberOf } from './change-id.ts'
import { endsOf } from './ends.ts'
import type { ChangeTables } from './tables.ts'

const hours = (count: number) => instantOf(Date.now() + count * 3_600_000)

/** Applies a rule that ends in an hour. */
const applyForAnHour = ({ api }: OcrMesh, spec: unknown) => apply(api, spec, hours(1))

async function read({ api }: OcrMesh, id: string): Promise<ChangeRequest> {
  const { body } = await api.get(`/api/changes/${id}`).expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

/** Lets the time of a request's end come. */
async function timeComes({ database }: OcrMesh, { id }: ChangeRequest): Promise<void> {
  const now = instantOf(Date.now())
  await database
    .withTables<ChangeTables>()
    .updateTable('timed_revert')
    .set({ at: now, next_at: now })
    .where('change_number', '=', numberOf(id))
    .execute()
}

const until = (world: OcrMesh, { id }: ChangeRequest, is: (timed: TimedRevert) => boolean, what: string) =>
  eventually(async () => {
    const { timedRevert } = await read(world, id)
    return timedRevert && is(timedRevert) && timedRevert
  }, what)

const ended = (world: OcrMesh, change: ChangeRequest) =>
  until(world, change, ({ state }) => state === 'done' || state === 'partly', `the end of ${change.id}`)

const texts = (change: ChangeRequest) => change.edits[0]?.after?.native.map(({ text }) => text)

test('a change ends by itself when its time has come, by a change of its own that names it', async () => {
  const world = await ocrMesh()
  const revertAt = instantOf(Date.now() + 2500)
  const change = await apply(world.api, canary, revertAt)
  expect(change).toMatchObject({ state: 'applied', revertAt, timedRevert: { at: revertAt, state: 'waiting', why: [] } })

  const timed = await ended(world, change)

  expect(timed).toEqual({ at: revertAt, state: 'done', change: 'CR-2', why: [] })
  expect(await inKie(world)).toEqual([stableText])
  expect(await read(world, 'CR-2')).toMatchObject({
    state: 'applied',
    author: '@meshdeck',
    title: change.title,
    reverts: change.id,
  })
  expect(await read(world, change.id)).toMatchObject({ state: 'applied', revertedBy: 'CR-2' })
  const { body } = await world.api.get(`${ocrPath}/revisions`).expect(200)
  expect(body.revisions[0]).toMatchObject({ origin: 'meshdeck', change: 'CR-2', native: [{ text: stableText }] })
})

test('a policy that a timed change made is gone when it ends', async () => {
  const world = await ocrMesh()
  await world.byHand.remove((await world.byHand.documents(ocrKey))[0]?.id ?? '')
  const wish = { ...proposal(edit(stable)), revertAt: hours(1) }
  const { body: change } = await world.api.post('/api/changes').send(wish).expect(200)

  await timeComes(world, change)

  expect(await ended(world, change)).toMatchObject({ state: 'done' })
  expect(await world.byHand.documents(ocrKey)).toEqual([])
})

test('an end that came while no console ran comes when one starts', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  await world.app.stop()
  await timeComes(world, change)
  expect((await read(world, change.id)).timedRevert).toMatchObject({ state: 'waiting' })

  await world.copy()

  expect(await ended(world, change)).toMatchObject({ state: 'done' })
  expect(await inKie(world)).toEqual([stableText])
})

test('what somebody wrote outside since is left, and the request says what and why', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  const theirs = stableText.replace('100', '60')
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)

  await timeComes(world, change)

  expect(await ended(world, change)).toMatchObject({
    state: 'partly',
    why: [{ code: 'revert-moved-outside', params: { service: 'ocr', name: 'app' } }],
  })
  expect(await inKie(world)).toEqual([theirs])
})

test('of several policies those are taken back that nobody changed since', async () => {
  const world = await ocrMesh()
  const vpcKey = 'servicecomb.routeRule.vpc'
  const wish = proposal(edit(canary, await baseOf(world.api)), edit(stable, 'none', { service: 'vpc' }))
  const { body: change } = await world.api
    .post('/api/changes')
    .send({ ...wish, revertAt: hours(1) })
    .expect(200)
  const theirs = stableText.replace('100', '60')
  await world.byHand.update((await world.byHand.documents(vpcKey))[0]?.id ?? '', theirs)

  await timeComes(world, change)

  expect(await ended(world, change)).toMatchObject({
    state: 'partly',
    change: 'CR-2',
    why: [{ code: 'revert-moved-outside', params: { service: 'vpc' } }],
  })
  expect(await inKie(world)).toEqual([stableText])
  expect((await world.byHand.documents(vpcKey)).map(({ value }) => value)).toEqual([theirs])
})

test('a later change that is to stay is left, and the request names it and its author', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  const later = await apply(world.api, share(70))
  const standing = await inKie(world)

  await timeComes(world, change)

  expect(await ended(world, change)).toMatchObject({
    state: 'partly',
    why: [{ code: 'revert-moved-by-change', params: { change: later.id, author: world.name } }],
  })
  expect(await inKie(world)).toEqual(standing)
})

test('of two timed changes the later one ends first: it gives back the earlier one’s, which ends at its own time', async () => {
  const world = await ocrMesh()
  const first = await apply(world.api, canary, hours(2))
  const second = await apply(world.api, share(70), hours(1))

  await timeComes(world, second)
  expect(await ended(world, second)).toMatchObject({ state: 'done' })
  expect(await inKie(world)).toEqual(texts(first))
  expect((await read(world, first.id)).timedRevert).toMatchObject({ state: 'waiting' })

  await timeComes(world, first)
  expect(await ended(world, first)).toMatchObject({ state: 'done' })
  expect(await inKie(world)).toEqual([stableText])
})

test('of two timed changes the earlier one ends first: it waits under the later one, and goes with it in one write', async () => {
  const world = await ocrMesh()
  const first = await apply(world.api, canary, hours(1))
  const second = await apply(world.api, share(70), hours(2))

  await timeComes(world, first)
  const covered = await until(world, first, ({ why }) => why.length > 0, 'the first to see that it is covered')
  expect(covered).toMatchObject({
    state: 'waiting',
    why: [{ code: 'revert-covered', params: { change: second.id } }],
  })
  expect(await inKie(world)).toEqual(texts(second))

  await timeComes(world, second)
  expect(await ended(world, second)).toMatchObject({ state: 'done', change: 'CR-3' })
  expect(await inKie(world)).toEqual([stableText])
  expect(await ended(world, first)).toMatchObject({ state: 'done' })
  expect((await world.api.get('/api/changes').expect(200)).body.total).toBe(3)
})

test('who asks for the same again with a later end makes it last longer', async () => {
  const world = await ocrMesh()
  const first = await apply(world.api, canary, hours(1))
  const longer = await apply(world.api, canary, hours(2))

  await timeComes(world, first)
  await until(world, first, ({ why }) => why.length > 0, 'the first to see that it is covered')
  expect(await inKie(world)).toEqual(texts(longer))

  await timeComes(world, longer)
  expect(await ended(world, longer)).toMatchObject({ state: 'done' })
  expect(await ended(world, first)).toMatchObject({ state: 'done' })
  expect(await inKie(world)).toEqual([stableText])
})

test('while Kie is silent an end waits and says why, and comes when Kie is back', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  await world.kie.pause()
  await timeComes(world, change)

  const failed = await until(world, change, ({ state }) => state === 'failed', 'the end to fail')
  expect(failed).toMatchObject({ why: [{ code: 'backend-silent', params: { backend: 'Kie' } }] })
  expect(failed.nextTry! > failed.at).toBe(true)

  await world.kie.resume()
  expect(await ended(world, change)).toMatchObject({ state: 'done', why: [] })
  expect(await inKie(world)).toEqual([stableText])
})

test('an end that Kie refuses is tried again by the same change, until it is taken', async () => {
  const world = await ocrMesh({ kieQuota: 1 })
  const wish = { ...proposal(edit(null, await baseOf(world.api))), revertAt: hours(1) }
  const { body: change } = await world.api.post('/api/changes').send(wish).expect(200)
  const full = await world.byHand.create({ key: 'servicecomb.routeRule.vpc', value: stableText, labels: ocrLabels })
  await timeComes(world, change)
  const triesOf = async () => {
    const rows = world.database.withTables<ChangeTables>().selectFrom('timed_revert').select('tries')
    return (await rows.executeTakeFirstOrThrow()).tries
  }

  await eventually(async () => (await triesOf()) >= 2, 'a second try')
  expect(await read(world, 'CR-2')).toMatchObject({ state: 'failed', author: '@meshdeck', reverts: change.id })
  await world.byHand.remove(full.id)

  expect(await ended(world, change)).toMatchObject({ state: 'done', change: 'CR-2', why: [] })
  expect((await inKie(world)).length).toBe(1)
  expect((await world.api.get('/api/changes').expect(200)).body.total).toBe(2)
})

test('a person ends a timed change early, once', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  const viewer = await world.apiAs('viewer')
  await viewer.post(`/api/changes/${change.id}/revert-now`).expect(403)

  const { body } = await world.api.post(`/api/changes/${change.id}/revert-now`).expect(200)

  expect(body).toMatchObject({ id: change.id, timedRevert: { state: 'done', change: 'CR-2' } })
  expect(body.timedRevert.at < change.revertAt!).toBe(true)
  expect(await read(world, 'CR-2')).toMatchObject({ author: world.name, reverts: change.id })
  expect(await inKie(world)).toEqual([stableText])
  const again = await world.api.post(`/api/changes/${change.id}/revert-now`).expect(409)
  expect(again.body).toMatchObject({ code: 'change-not-timed', params: { id: change.id } })
})

test('the audit log tells who ended a timed change early, also where all of it was left to others', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', stableText.replace('100', '60'))

  const { body } = await world.api.post(`/api/changes/${change.id}/revert-now`).expect(200)

  expect(body.timedRevert).toMatchObject({ state: 'partly' })
  const told = await world.api.get('/api/audit/entries?event=change-ended-early').expect(200)
  expect(told.body.items).toMatchObject([
    { actor: world.name, object: { kind: 'change', id: change.id }, details: { planned: change.revertAt } },
  ])
  await world.api.post(`/api/changes/${change.id}/revert-now`).expect(409)
  expect((await world.api.get('/api/audit/entries?event=change-ended-early').expect(200)).body.total).toBe(1)
})

test('a timed change that a person has reverted has nothing left to end', async () => {
  const world = await ocrMesh()
  const change = await applyForAnHour(world, canary)
  const { body: back } = await world.api.post(`/api/changes/${change.id}/revert`).send({}).expect(200)

  expect(await read(world, change.id)).toMatchObject({ timedRevert: { state: 'done', change: back.id } })
})

test('an end in the past, and one too far ahead, are findings with their field; nothing is written', async () => {
  const { api } = await ocrMesh()
  const base = await baseOf(api)
  const asked = async (revertAt: string) =>
    (
      await api
        .post('/api/changes')
        .send({ ...proposal(edit(canary, base)), revertAt })
        .expect(422)
    ).body

  expect(await asked(hours(-1))).toMatchObject({
    code: 'check-failed',
    findings: [{ code: 'end-passed', field: 'revertAt' }],
  })
  expect(await asked(hours(24 * 31))).toMatchObject({
    findings: [{ code: 'end-too-late', params: { hours: 720 }, field: 'revertAt' }],
  })
  const checked = await api
    .post('/api/checks')
    .send({ edits: [edit(canary, base)], revertAt: hours(-1) })
    .expect(200)
  expect(checked.body.findings).toContainEqual(expect.objectContaining({ code: 'end-passed' }))
})

test('what ends by itself is told for lists, with the change that ends it', async () => {
  const world = await ocrMesh()
  const database = world.database.withTables<ChangeTables>()
  const first = await apply(world.api, canary, hours(2))
  const second = await apply(world.api, share(70), hours(1))
  expect(await endsOf(database, 'cloud')).toEqual(
    new Map([[policyKey(ocrRef), { at: second.revertAt, change: second.id }]]),
  )
  const { body: now } = await world.api.get(ocrPath).expect(200)
  expect(now.policy).toMatchObject({ ends: { at: second.revertAt, change: second.id } })
  await timeComes(world, second)
  await ended(world, second)
  expect(await endsOf(database, 'cloud')).toEqual(
    new Map([[policyKey(ocrRef), { at: first.revertAt, change: first.id }]]),
  )

  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', stableText.replace('100', '60'))
  await world.api.get(`${ocrPath}/revisions`).expect(200)
  expect(await endsOf(database, 'cloud')).toEqual(new Map())
  expect((await world.api.get(ocrPath).expect(200)).body.policy).not.toHaveProperty('ends')
  expect(await endsOf(database, 'other')).toEqual(new Map())
})

test('a timed change of a document that Kie holds for others as well leaves theirs alone', async () => {
  const world = await ocrMesh()
  await world.byHand.create({ key: ocrKey, value: stableText, labels: { ...ocrLabels, service: 'portal' } })
  const others = await world.byHand.documents(ocrKey)
  const change = await applyForAnHour(world, canary)

  await timeComes(world, change)
  await ended(world, change)

  expect((await inKie(world)).toSorted()).toEqual(others.map(({ value }) => value).toSorted())
})
