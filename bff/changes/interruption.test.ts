import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import { eventually } from '../test-support/eventually.ts'
import { editsOf, ended, leftBehind } from '../test-support/left-behind.ts'
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
} from '../test-support/ocr-mesh.ts'

type World = Awaited<ReturnType<typeof ocrMesh>>

const canaryText = async (world: World): Promise<string> => {
  const [one] = await editsOf(world, edit(canary, await baseOf(world.api)))
  return one?.after?.native[0]?.text ?? ''
}

test.each(['waiting', 'writing'] as const)(
  'a request whose step was %s and not written is written at the next start',
  async (step) => {
    const world = await ocrMesh()
    const text = await canaryText(world)
    const id = await leftBehind(world, await editsOf(world, edit(canary, await baseOf(world.api))), step)

    expect(await ended(world, id)).toMatchObject({ state: 'applied', steps: [{ state: 'written' }] })

    expect(await inKie(world)).toEqual([text])
    const { body } = await world.api.get(`${ocrPath}/revisions`).expect(200)
    expect(body.revisions).toMatchObject([{ origin: 'meshdeck', change: id }, { origin: 'outside' }])
  },
)

test('a write that arrived before the stop is found by reading, and not made again', async () => {
  const world = await ocrMesh()
  const text = await canaryText(world)
  const id = await leftBehind(world, await editsOf(world, edit(canary, await baseOf(world.api))), 'writing')
  const [document] = await world.byHand.documents(ocrKey)
  const written = await world.byHand.update(document?.id ?? '', text)

  expect(await ended(world, id)).toMatchObject({ state: 'applied' })

  expect(await world.byHand.documents(ocrKey)).toMatchObject([{ update_revision: written.update_revision }])
  const { body } = await world.api.get(`${ocrPath}/revisions`).expect(200)
  expect(body.revisions[0]).toMatchObject({ origin: 'meshdeck', change: id })
})

test('what somebody wrote meanwhile stays, and the request says so', async () => {
  const world = await ocrMesh()
  const id = await leftBehind(world, await editsOf(world, edit(canary, await baseOf(world.api))), 'writing')
  const theirs = stableText.replace('100', '60')
  const [document] = await world.byHand.documents(ocrKey)
  await world.byHand.update(document?.id ?? '', theirs)

  expect(await ended(world, id)).toMatchObject({
    state: 'failed',
    steps: [{ state: 'failed', problem: { code: 'conflict' } }],
  })

  expect(await inKie(world)).toEqual([theirs])
  const { body } = await world.api.post(`/api/changes/${id}/retry`).expect(409)
  expect(body.theirs.native[0].text).toBe(theirs)
})

test('while Kie is silent an interrupted request waits, and goes on when it is back', async () => {
  const world = await ocrMesh()
  const text = await canaryText(world)
  const id = await leftBehind(world, await editsOf(world, edit(canary, await baseOf(world.api))), 'writing')
  await world.kie.pause()
  await world.copy()
  await pause(300)
  const { body: waiting } = await world.api.get(`/api/changes/${id}`).expect(200)
  expect(waiting).toMatchObject({ state: 'applying', steps: [{ state: 'writing' }] })

  await world.kie.resume()

  expect(await ended(world, id)).toMatchObject({ state: 'applied' })
  expect(await inKie(world)).toEqual([text])
})

test('a request that was written in part says so, and is gone on with when the way is free', async () => {
  const world = await ocrMesh()
  const vpc = { service: 'vpc' }
  const key = 'servicecomb.routeRule.vpc'
  const { id: document } = await world.byHand.create({ key, value: stableText, labels: ocrLabels })
  const vpcBase = await eventually(async () => {
    const { body } = await world.api.get(ocrPath.replace('/ocr/', '/vpc/')).expect(200)
    return body.policy?.base as string | undefined
  }, 'the other rule')
  const edits = await editsOf(world, edit(canary, await baseOf(world.api)), edit(canary, vpcBase, vpc))
  await world.byHand.update(document, stableText.replace('100', '60'))
  const id = await leftBehind(world, edits, 'waiting')

  expect(await ended(world, id)).toMatchObject({
    state: 'partially_applied',
    steps: [{ state: 'written' }, { state: 'failed', problem: { code: 'conflict' } }],
    inverse: [{ ref: { service: 'ocr' } }],
  })

  await world.byHand.update(document, stableText)
  const { body } = await world.api.post(`/api/changes/${id}/retry`).expect(200)
  expect(body).toMatchObject({ state: 'applied', steps: [{ state: 'written' }, { state: 'written' }] })
  expect(body.inverse.map((one: ChangeEdit) => one.ref.service)).toEqual(['vpc', 'ocr'])
  expect((await world.byHand.documents(key))[0]?.value).toContain('Device-Os')
})

test('a console that is stopped at any moment of an apply leaves nothing half done', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 4; round += 1) {
    const stopAfterMs = Math.round(Math.random() * 30)
    const world = await ocrMesh()
    const text = await canaryText(world)
    const wish = proposal(edit(canary, await baseOf(world.api)))
    const answer = world.api.post('/api/changes').send(wish)
    const answered = answer.then(
      ({ status }) => status,
      () => undefined,
    )
    await pause(stopAfterMs)
    await world.app.stop()
    await answered

    const { body } = await world.api.get('/api/changes').expect(200)
    const [begun] = (body as { items: ChangeRequest[] }).items
    const state = begun ? (await ended(world, begun.id)).state : 'never begun'
    const told = { stopAfterMs, state, kie: await inKie(world) }
    expect(told).toEqual({ stopAfterMs, state, kie: state === 'applied' ? [text] : [stableText] })
    expect(['applied', 'never begun']).toContain(state)
  }
})
