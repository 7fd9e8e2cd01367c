import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { eventually } from '../../test-support/eventually.ts'
import { editsOf, ended, leftBehind } from '../../test-support/left-behind.ts'
import {
  baseOf,
  canary,
  edit,
  inKie,
  ocrKey,
  ocrLabels,
  ocrMesh,
  ocrPath,
  proposal,
  stableText,
} from '../../test-support/ocr-mesh.ts'

type World = Awaited<ReturnType<typeof ocrMesh>>

const vpcKey = 'servicecomb.routeRule.vpc'
const reviewedProduction = { name: 'production', order: 1, meshes: '*', namespaces: '*@production', approvals: 1 }
const theirs = stableText.replace('100', '60')

const vpcBaseOf = ({ api }: World): Promise<string> =>
  eventually(async () => {
    const { body } = await api.get(ocrPath.replace('/ocr/', '/vpc/')).expect(200)
    return body.policy?.base as string | undefined
  }, 'the other rule')

/** A change of two policies of which one was written, since somebody else had changed the other one. */
async function partlyApplied(
  world: World,
  more: Pick<ChangeRequest, 'revertAt'> = {},
): Promise<{ change: ChangeRequest; vpc: string }> {
  const { id: vpc } = await world.byHand.create({ key: vpcKey, value: stableText, labels: ocrLabels })
  const vpcBase = await vpcBaseOf(world)
  const wishes = [edit(canary, await baseOf(world.api)), edit(canary, vpcBase, { service: 'vpc' })]
  const edits = await editsOf(world, ...wishes)
  await world.byHand.update(vpc, theirs)
  const change = await ended(world, await leftBehind(world, edits, 'waiting', more))
  expect(change).toMatchObject({ state: 'partially_applied', steps: [{ state: 'written' }, { state: 'failed' }] })
  return { change, vpc }
}

const act = ({ api }: Pick<World, 'api'>, { id }: ChangeRequest, what: string) => api.post(`/api/changes/${id}/${what}`)

/** A partly applied change that took a rule away, whose undoing Kie refuses until `other` makes place. */
async function undoneInVain(world: World) {
  const { id: vpc } = await world.byHand.create({ key: vpcKey, value: stableText, labels: ocrLabels })
  const vpcBase = await vpcBaseOf(world)
  const removals = [edit(null, await baseOf(world.api)), edit(null, vpcBase, { service: 'vpc' })]
  const edits = (await editsOf(world, ...removals)).map((one) => ({ ...one, after: null }))
  await world.byHand.update(vpc, theirs)
  const change = await ended(world, await leftBehind(world, edits, 'waiting'))
  expect(change).toMatchObject({ state: 'partially_applied', steps: [{ state: 'written' }, { state: 'failed' }] })
  await world.api.post('/api/environments').send(reviewedProduction).expect(200)
  const other = await world.byHand.create({ key: 'servicecomb.routeRule.iam', value: stableText, labels: ocrLabels })
  expect((await act(world, change, 'undo').expect(200)).body).toMatchObject({ state: 'partially_applied' })
  const { body: inverse } = await world.api.get('/api/changes/CR-2').expect(200)
  expect(inverse).toMatchObject({ state: 'failed', reverts: change.id })
  return { change, inverse: inverse as ChangeRequest, vpc, other } // the endpoint's own answer
}

test('what a partly applied change wrote is taken back by a change that names it', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)

  const { body } = await act(world, change, 'undo').expect(200)

  expect(body).toMatchObject({
    state: 'reverted',
    steps: [{ state: 'undone' }, { state: 'failed' }],
    revertedBy: 'CR-2',
  })
  expect(await inKie(world)).toEqual([stableText])
  expect((await world.byHand.documents(vpcKey)).map(({ value }) => value)).toEqual([theirs])
  expect((await world.api.get('/api/changes/CR-2').expect(200)).body).toMatchObject({
    state: 'applied',
    author: world.name,
    reverts: change.id,
  })
  expect((await act(world, change, 'undo').expect(409)).body.code).toBe('act-not-now')
})

test('an undoing asks for no review and no freeze holds it back, for half a change must not have to stay', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  await world.api.post('/api/environments').send(reviewedProduction).expect(200)
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
  await world.api
    .post('/api/freezes')
    .send({ environment: 'production', from: hours(-1), to: hours(8), zone: 'UTC', reason: 'Quarter close' })
    .expect(200)

  expect((await act(world, change, 'retry').expect(409)).body.code).toBe('frozen')
  expect((await act(world, change, 'undo').expect(200)).body).toMatchObject({ state: 'reverted' })
  expect(await inKie(world)).toEqual([stableText])
})

test('what others changed meanwhile is left to them: then the change stays partly applied and says why', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)

  const { body } = await act(world, change, 'undo').expect(409)

  expect(body).toMatchObject({ code: 'conflict', findings: [{ code: 'revert-moved-outside' }] })
  expect(await inKie(world)).toEqual([theirs])
  expect((await world.api.get(`/api/changes/${change.id}`).expect(200)).body.state).toBe('partially_applied')
})

test('a change of which others changed all that it wrote, and the rest as well, is left to them with a reason', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  const leave = (body: object) => act(world, change, 'leave').send(body)
  expect((await leave({ comment: 'Too late' }).expect(409)).body.code).toBe('undo-first')
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)
  await act(world, change, 'undo').expect(409)
  expect((await act(world, change, 'retry').expect(200)).body).toMatchObject({ state: 'partially_applied' })
  await leave({}).expect(400)
  const viewer = await world.apiAs('viewer')
  await viewer.post(`/api/changes/${change.id}/leave`).send({ comment: 'Mine' }).expect(403)

  const { body } = await leave({ comment: 'Theirs is right' }).expect(200)

  expect(body).toMatchObject({
    state: 'reverted',
    waitsFor: { code: 'revert-moved-outside', params: { service: 'ocr' } },
    steps: [{ state: 'written', problem: { code: 'revert-moved-outside' } }, { state: 'failed' }],
  })
  expect(await inKie(world)).toEqual([theirs])
  expect((await world.byHand.documents(vpcKey)).map(({ value }) => value)).toEqual([theirs])
  expect((await world.api.get(`/api/changes/${change.id}/comments`).expect(200)).body.comments).toMatchObject([
    { author: world.name, text: 'Theirs is right' },
  ])
  const { body: audit } = await world.api.get('/api/audit/entries?event=change-left').expect(200)
  expect(audit.items).toMatchObject([
    {
      actor: world.name,
      object: { id: change.id },
      details: { comment: 'Theirs is right', left: [{ why: 'revert-moved-outside' }] },
    },
  ])
  expect((await world.api.get('/api/inbox').expect(200)).body.items).toEqual([])
})

test('what is left to others ends by itself no more, and nobody is told later that it did', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world, { revertAt: instantOf(Date.now() + 3_600_000) })
  expect(change.timedRevert).toMatchObject({ state: 'waiting' })
  const document = (await world.byHand.documents(ocrKey))[0]
  await world.byHand.update(document?.id ?? '', theirs)

  const { body } = await act(world, change, 'leave').send({ comment: 'Theirs is right' }).expect(200)

  expect(body).toMatchObject({ state: 'reverted', timedRevert: { state: 'done', why: [] } })
  await world.byHand.update(document?.id ?? '', document?.value ?? '')
  expect((await act(world, change, 'revert-now').expect(409)).body.code).toBe('change-not-timed')
  expect((await world.api.get(ocrPath).expect(200)).body.policy).not.toHaveProperty('ends')
  expect(await inKie(world)).toEqual([document?.value])
  expect((await world.api.get('/api/inbox').expect(200)).body.items).toEqual([])
})

test('who leaves a change gives the reason with it or not at all, however the console is broken off', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)
  const breakOff = sql`create trigger break_off before insert on change_comment
    begin select raise(abort, 'broken off'); end`
  await breakOff.execute(world.database)

  await act(world, change, 'leave').send({ comment: 'Theirs is right' }).expect(500)

  expect((await world.api.get(`/api/changes/${change.id}`).expect(200)).body.state).toBe('partially_applied')
})

test('a change with half a policy is neither undone nor left before that is written whole', async () => {
  const world = await ocrMesh({ kieQuota: 20 })
  const create = (key: string, value: string) => world.byHand.create({ key, value, labels: ocrLabels })
  await create('cse.loadbalance.ocr.retryEnabled', 'true')
  await create('cse.loadbalance.ocr.retryOnNext', '1')
  const fillers = await Promise.all(Array.from({ length: 16 }, (_, place) => create(`filler.${place}`, 'full')))
  const base = await eventually(async () => {
    const { body } = await world.api.get(ocrPath.replace('route-rules', 'retries')).expect(200)
    return body.policy?.base as string | undefined
  }, 'the retries')
  const retries = edit({ onSame: 0, onNext: 2 }, base, { kind: 'retries' })
  const { body: change } = await world.api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(world.api)), retries))
    .expect(200)
  expect(change).toMatchObject({
    state: 'partially_applied',
    steps: [{ state: 'written' }, { state: 'failed', problem: { code: 'half-written' } }],
  })

  expect((await act(world, change, 'undo').expect(409)).body.code).toBe('continue-first')
  expect((await world.api.get(`/api/changes/${change.id}/acts`).expect(200)).body.acts).toContainEqual(
    expect.objectContaining({ act: 'undo', may: false, why: { code: 'continue-first', params: { id: change.id } } }),
  )
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)
  const left = await act(world, change, 'leave').send({ comment: 'Theirs is right' }).expect(409)
  expect(left.body.code).toBe('continue-first')

  for (const { id } of fillers) await world.byHand.remove(id)
  expect((await act(world, change, 'retry').expect(200)).body).toMatchObject({ state: 'applied' })
})

test('while Kie is silent nothing is undone, only who may write the policies undoes, and it is done when Kie is back', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  const viewer = await world.apiAs('viewer')
  await viewer.post(`/api/changes/${change.id}/undo`).expect(403)
  await world.kie.pause()
  await act(world, change, 'undo').expect(502)
  await world.kie.resume()

  await eventually(async () => (await act(world, change, 'undo')).status === 200, 'an undoing when Kie is back')

  expect((await world.api.get(`/api/changes/${change.id}`).expect(200)).body.state).toBe('reverted')
  expect(await inKie(world)).toEqual([stableText])
})

test('of a change that is partly applied the rest is still written when the way is free', async () => {
  const world = await ocrMesh()
  const { change, vpc } = await partlyApplied(world)
  const { body: inbox } = await world.api.get('/api/inbox').expect(200)
  expect(inbox.items).toMatchObject([{ kind: 'partly-applied', change: { id: change.id } }])
  await world.byHand.update(vpc, stableText)

  expect((await act(world, change, 'retry').expect(200)).body).toMatchObject({
    state: 'applied',
    steps: [{ state: 'written' }, { state: 'written' }],
  })
  expect((await world.api.get('/api/inbox').expect(200)).body.items).toEqual([])
})

test('what could not be undone is not undone later without an approval, once the change was gone on with to its end', async () => {
  const world = await ocrMesh({ kieQuota: 2 })
  const { change, inverse, vpc, other } = await undoneInVain(world)
  await world.byHand.update(vpc, stableText)
  expect((await act(world, change, 'retry').expect(200)).body).toMatchObject({ state: 'applied' })
  await world.byHand.remove(other.id)

  const { body } = await act(world, inverse, 'retry').expect(409)

  expect(body).toMatchObject({ code: 'undoing-over', params: { id: 'CR-2', origin: change.id } })
  expect(await inKie(world)).toEqual([])
})

test('what stands as before already is undone at once or not at all, however the console is broken off', async () => {
  const world = await ocrMesh()
  const { change } = await partlyApplied(world)
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', stableText)
  const breakOff = sql`create trigger break_off before update on change_request when new.state = 'reverted'
    begin select raise(abort, 'broken off'); end`
  await breakOff.execute(world.database)
  await act(world, change, 'undo').expect(500)
  await sql`drop trigger break_off`.execute(world.database)
  expect((await world.api.get(`/api/changes/${change.id}`).expect(200)).body.state).toBe('partially_applied')

  expect((await act(world, change, 'undo').expect(200)).body).toMatchObject({ state: 'reverted' })
})

test('an undoing that Kie refused at first leaves nothing to wait for once it is written', async () => {
  const world = await ocrMesh({ kieQuota: 2 })
  const { change, inverse, other } = await undoneInVain(world)
  await world.byHand.remove(other.id)

  await act(world, inverse, 'retry').expect(200)

  const { body } = await world.api.get(`/api/changes/${change.id}`).expect(200)
  expect(body).toMatchObject({ state: 'reverted', steps: [{ state: 'undone' }, { state: 'failed' }] })
  expect(body).not.toHaveProperty('waitsFor')
  expect(await inKie(world)).toHaveLength(1)
})
