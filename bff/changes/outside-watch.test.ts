import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { Revision } from '#shared/features/changes/model.ts'
import { eventually } from '../test-support/eventually.ts'
import {
  apply,
  canary,
  inKie,
  ocrKey,
  ocrLabels,
  type OcrMesh,
  ocrMesh,
  ocrPath,
  ocrRef,
  share,
  stableText,
} from '../test-support/ocr-mesh.ts'
import { noteOutside } from './outside.ts'
import { revisionAt, revisionsOf } from './revisions.ts'
import type { ChangeTables } from './tables.ts'

/** Nobody asks for anything here: what is known was seen by the console itself. */
const watched = () => ocrMesh({ settings: { outsidePollMs: 30 } })

const tables = ({ database }: OcrMesh) => database.withTables<ChangeTables>()

async function history(world: OcrMesh): Promise<Revision[]> {
  return (await revisionsOf(tables(world), ocrRef, { limit: 100 })).revisions
}

const historyOf = (world: OcrMesh, count: number) =>
  eventually(async () => {
    const revisions = await history(world)
    return revisions.length >= count && revisions
  }, `${count} revisions`)

/** Waits until the console has looked at the mesh once more: it sees a rule that was made for that. */
async function looksAgain(world: OcrMesh, service: string): Promise<void> {
  await world.byHand.create({ key: `servicecomb.routeRule.${service}`, value: stableText, labels: ocrLabels })
  const ref = { ...ocrRef, service }
  await eventually(
    async () => (await revisionsOf(tables(world), ref, { limit: 1 })).total > 0,
    `the rule of ${service}`,
  )
}

test('what others write, change and delete becomes history without anybody asking', async () => {
  const world = await watched()
  await historyOf(world, 1)
  const [document] = await world.byHand.documents(ocrKey)
  const theirs = stableText.replace('100', '60')
  await world.byHand.update(document?.id ?? '', theirs)
  await historyOf(world, 2)
  await world.byHand.remove(document?.id ?? '')

  const revisions = await historyOf(world, 3)

  expect(revisions).toMatchObject([
    { number: 3, origin: 'outside', spec: null, native: [] },
    { number: 2, origin: 'outside', native: [{ text: theirs }] },
    { number: 1, origin: 'outside', native: [{ text: stableText }], spec: { routes: [{ destinations: [{}] }] } },
  ])
  expect(revisions[0]).not.toHaveProperty('author')
})

test('browsers are told of what others wrote', async () => {
  const world = await watched()
  await historyOf(world, 1)
  const topics = () =>
    world.database
      .withTables<{ topic_revision: { topic: string; revision: number } }>()
      .selectFrom('topic_revision')
      .selectAll()
      .where('topic', 'in', ['route-rules:cloud', 'revisions:cloud'])
      .orderBy('topic')
      .execute()
  const told = (times: number) =>
    eventually(async () => {
      const now = await topics()
      return now.length === 2 && now.every(({ revision }) => revision >= times) && now
    }, `${times} tellings`)
  await told(1)
  const document = (await world.byHand.documents(ocrKey))[0]?.id ?? ''

  await world.byHand.update(document, stableText.replace('100', '60'))
  await told(2)
  await world.byHand.update(document, stableText.replace('100', '70'))

  // Once each: an edit that the watch itself has kept is no news to it at its next look.
  expect(await told(3)).toEqual([
    { topic: 'revisions:cloud', revision: 3 },
    { topic: 'route-rules:cloud', revision: 3 },
  ])
})

test('a silent Kie deletes nothing, and what was written meanwhile is seen when it is back', async () => {
  const world = await watched()
  await historyOf(world, 1)
  const [document] = await world.byHand.documents(ocrKey)
  await world.kie.pause()
  await eventually(async () => {
    const { body } = await world.api.get('/api/meshes/cloud/route-rules').expect(200)
    return (body as { stamps: { silent?: object }[] }).stamps[0]?.silent !== undefined
  }, 'Kie to be silent')
  expect(await history(world)).toHaveLength(1)

  await world.kie.resume()
  const theirs = stableText.replace('100', '60')
  await world.byHand.update(document?.id ?? '', theirs)

  expect(await historyOf(world, 2)).toMatchObject([{ native: [{ text: theirs }] }, { number: 1 }])
})

test('our own writes are ours alone, however often the console looks while they are made', async () => {
  const world = await watched()
  await historyOf(world, 1)

  for (const weight of [90, 80, 70, 60, 50]) {
    await apply(world.api, share(weight))
  }
  await looksAgain(world, 'vpc')

  const revisions = await history(world)
  expect(revisions.map(({ origin, change }) => change ?? origin)).toEqual([
    'CR-5',
    'CR-4',
    'CR-3',
    'CR-2',
    'CR-1',
    'outside',
  ])
  expect(revisions[0]?.native.map(({ text }) => text)).toEqual(await inKie(world))
})

test('several copies of the console keep what they see once', async () => {
  const world = await watched()
  await Promise.all([world.copy(), world.copy()])
  await historyOf(world, 1)
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', stableText.replace('100', '60'))
  await historyOf(world, 2)
  await looksAgain(world, 'vpc')

  expect(await history(world)).toHaveLength(2)
})

test('the state at a time is told; before anybody looked it is not known', async () => {
  const world = await watched()
  const [first] = await historyOf(world, 1)
  const change = await apply(world.api, canary)
  const [ours] = await history(world)
  const before = new Date(Date.parse(first!.at) - 1).toISOString()
  const nobody = { ...ocrRef, service: 'nobody' }
  const at = (instant: string, ref = ocrRef) => revisionAt(tables(world), ref, instant)

  expect(await at(before)).toBe('unknown')
  expect(await at(first!.at)).toMatchObject({ number: 1, origin: 'outside' })
  // Calls are recorded to the microsecond.
  expect(await at(ours!.at.replace('Z', '999Z'))).toMatchObject({ number: 2, change: change.id })
  await eventually(async () => (await at(instantOf(Date.now()), nobody)) === 'none', 'a look at the whole mesh')
  expect(await at('2020-01-01T00:00:00.000Z', nobody)).toBe('unknown')
  expect(await at(first!.at, { ...nobody, mesh: 'other' })).toBe('unknown')
})

test('a reading that a write of ours overtook is not taken for somebody else’s work', async () => {
  const world = await ocrMesh()
  const target = world.meshes.get('cloud')?.target('route-rules')
  await world.api.get(`${ocrPath}/revisions`).expect(200)
  const begun = instantOf(Date.now())
  const policy = await target?.read(ocrRef)
  await apply(world.api, canary)

  const note = (number: number, at: string) =>
    tables(world)
      .transaction()
      .execute((transaction) => noteOutside(transaction, { ref: ocrRef, policy }, { number, at }))

  expect(await note(1, begun)).toBe('overtaken')
  expect(await note(2, begun)).toBe('overtaken')
  expect(await note(2, instantOf(Date.now() + 1))).toBe('kept')
})

test('of a kind that is nobody’s lasting wish only our own changes are history', async () => {
  const world = await watched()
  const id = await world.register('ocr', '1.0.1', {})
  const path = ocrPath.replace('route-rules/app', `instance-status/${id}`)
  const revisions = async () => (await world.api.get(`${path}/revisions`).expect(200)).body.revisions
  await eventually(async () => {
    const { body } = await world.api.get(path).expect(200)
    return (body as { policy: object | null }).policy !== null
  }, 'the instance')
  await looksAgain(world, 'vpc')
  expect(await revisions()).toEqual([])

  const { body } = await world.api.get(path).expect(200)
  const ref = { ...ocrRef, kind: 'instance-status', name: id }
  const wish = { ref, spec: { status: 'out-of-service' }, enabled: true, base: body.policy.base }
  await world.api
    .post('/api/changes')
    .send({ title: 'Out', edits: [wish] })
    .expect(200)

  expect(await revisions()).toMatchObject([{ number: 1, origin: 'meshdeck', change: 'CR-1' }])
})
