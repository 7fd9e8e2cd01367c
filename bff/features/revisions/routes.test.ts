import { expect, test } from 'vitest'
import type { HistoryEntry } from '#shared/features/revisions/model.ts'
import type { Api } from '../../test-support/console-with.ts'
import {
  baseOf,
  canary,
  edit,
  inKie,
  ocrKey,
  ocrMesh,
  ocrPath,
  ocrRef,
  proposal,
  stableText,
} from '../../test-support/ocr-mesh.ts'

type World = Awaited<ReturnType<typeof ocrMesh>>

/** Found, then written here, then changed by others: revisions 1 to 3. */
async function threeStates(): Promise<World> {
  const world = await ocrMesh()
  await world.api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(world.api))))
    .expect(200)
  await behindItsBack(world, stableText.replace('100', '60'))
  await look(world.api)
  return world
}

async function behindItsBack({ byHand }: World, text: string): Promise<void> {
  await byHand.update((await byHand.documents(ocrKey))[0]?.id ?? '', text)
}

/** Has the console read the policy once more. */
const look = (api: Api) => api.get(`${ocrPath}/revisions`).expect(200)

async function history(api: Api, query = ''): Promise<{ items: HistoryEntry[]; next?: string }> {
  return (await api.get(`/api/meshes/cloud/revisions${query}`).expect(200)).body as {
    items: HistoryEntry[]
    next?: string
  } // the endpoint's own answer
}

test('a history says what was made of a policy, by whom, and what it said before', async () => {
  const world = await threeStates()

  const { items } = await history(world.api)

  expect(items).toMatchObject([
    { number: 3, origin: 'outside', before: { enabled: true }, after: { spec: { routes: [{}] } } },
    { number: 2, origin: 'meshdeck', author: world.name, change: 'CR-1', title: 'Android to 1.0.1' },
    { number: 1, origin: 'outside', ref: ocrRef },
  ])
  expect(items[0]).not.toHaveProperty('author')
  expect(items[2]).not.toHaveProperty('before')
})

test('a history is cut by origin, author, kind, place and time', async () => {
  const world = await threeStates()
  const numbers = async (query: string) => (await history(world.api, query)).items.map(({ number }) => number)

  expect(await numbers('?origin=outside')).toEqual([3, 1])
  expect(await numbers(`?author=${world.name}`)).toEqual([2])
  expect(await numbers('?kind=rate-limits')).toEqual([])
  expect(await numbers('?kind=route-rules')).toEqual([3, 2, 1])
  expect(await numbers('?namespace=cloud@production&service=ocr&kind=route-rules&name=app')).toEqual([3, 2, 1])
  expect(await numbers('?service=vpc')).toEqual([])
  const { items } = await history(world.api)
  expect(await numbers(`?to=${items[0]?.at}`)).toEqual([2, 1])
  expect(await numbers(`?from=${items[1]?.at}`)).toEqual([3, 2])
})

test('a long history is read page by page, and each state is told once', async () => {
  const world = await threeStates()
  const first = await history(world.api, '?limit=2')
  const second = await history(world.api, `?limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)

  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([3, 2, 1])
  expect(second).not.toHaveProperty('next')
  await world.api.get('/api/meshes/cloud/revisions?cursor=nonsense').expect(400)
})

test('a policy that is not seen has no history, and titles of changes that touch one are kept back', async () => {
  const world = await threeStates()
  const other = { ...edit(canary, 'none', { service: 'vpc' }) }
  await world.api
    .post('/api/changes')
    .send({ ...proposal(edit(canary, await baseOf(world.api)), other), title: 'Both of them' })
    .expect(200)
  const binding = {
    role: 'operator',
    mesh: '*',
    namespace: '*',
    service: 'ocr',
    tenant: '*',
    environment: '*',
  } as const

  const { items } = await history(await world.apiAs([binding]))

  expect(new Set(items.map(({ ref }) => ref.service))).toEqual(new Set(['ocr']))
  expect(items[0]).toMatchObject({ change: 'CR-2' })
  expect(items[0]).not.toHaveProperty('title')
})

test('a state of old is proposed again after seeing what that writes', async () => {
  const world = await threeStates()
  const { body: preview } = await world.api.get(`${ocrPath}/revisions/2/restore`).expect(200)
  expect(preview).toMatchObject({ writes: true, edits: [{ before: [{ text: stableText.replace('100', '60') }] }] })

  const wish = { base: preview.base, title: 'Back to the canary', reason: 'it worked' }
  const { body: change } = await world.api.post(`${ocrPath}/revisions/2/restore`).send(wish).expect(200)

  expect(change).toMatchObject({ state: 'applied', title: 'Back to the canary' })
  const { body: now } = await world.api.get(ocrPath).expect(200)
  const { body: then } = await world.api.get(`${ocrPath}/revisions/2`).expect(200)
  expect(now.policy.spec).toEqual(then.spec)
  expect((await history(world.api)).items[0]).toMatchObject({ number: 4, title: 'Back to the canary' })
})

test('a state that nobody could draft is given back all the same', async () => {
  const world = await threeStates()
  await world.api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(world.api))))
    .expect(200)
  const { body: preview } = await world.api.get(`${ocrPath}/revisions/3/restore`).expect(200)

  await world.api
    .post(`${ocrPath}/revisions/3/restore`)
    .send({ base: preview.base, title: 'As they had it' })
    .expect(200)

  expect(preview.findings.map(({ code }: { code: string }) => code)).toContain('restore-differs')
  const { body: now } = await world.api.get(ocrPath).expect(200)
  // What the rest of the calls got without being named is written out.
  const [sixty, rest] = now.policy.spec.routes[0].destinations
  expect([sixty, rest]).toMatchObject([{ weight: 60 }, { labels: { version: 'latest' }, weight: 40 }])
})

test('restoring on what was changed meanwhile is a conflict; what stands there already is none', async () => {
  const world = await threeStates()
  const { body: same } = await world.api.get(`${ocrPath}/revisions/3/restore`).expect(200)
  expect(same.writes).toBe(false)
  const nothing = await world.api.post(`${ocrPath}/revisions/3/restore`).send({ base: same.base, title: 'Same' })
  expect(nothing.body).toMatchObject({ code: 'nothing-to-restore' })
  await behindItsBack(world, stableText)

  const { body } = await world.api
    .post(`${ocrPath}/revisions/2/restore`)
    .send({ base: same.base, title: 'Late' })
    .expect(409)

  expect(body).toMatchObject({ code: 'conflict', theirs: { native: [{ text: stableText }] } })
  expect(await inKie(world)).toEqual([stableText])
})

test('a deletion is a state, too: it is told, and giving back what stood there makes it again', async () => {
  const world = await threeStates()
  await world.api
    .post('/api/changes')
    .send({ ...proposal(edit(null, await baseOf(world.api))), title: 'Away with it' })
    .expect(200)
  const [gone] = (await history(world.api)).items
  expect(gone).toMatchObject({ number: 4, before: { enabled: true } })
  expect(gone).not.toHaveProperty('after')

  await world.api.post(`${ocrPath}/revisions/2/restore`).send({ base: 'none', title: 'Back' }).expect(200)
  expect(await inKie(world)).toHaveLength(1)

  const { body: now } = await world.api.get(`${ocrPath}/revisions/4/restore`).expect(200)
  await world.api.post(`${ocrPath}/revisions/4/restore`).send({ base: now.base, title: 'Away again' }).expect(200)
  expect(await inKie(world)).toEqual([])
})

test('documents that nobody could read are not written again, and a draft outlives a restore', async () => {
  const world = await threeStates()
  const draft = { spec: canary, enabled: true, base: 'whatever stood there' }
  await world.api.put(`${ocrPath}/draft`).send(draft).expect(200)
  await behindItsBack(world, '{[ not a rule')
  await look(world.api)

  const refused = await world.api.get(`${ocrPath}/revisions/4/restore`).expect(409)
  expect(refused.body).toMatchObject({ code: 'revision-unreadable', params: { number: 4 } })

  const { body: preview } = await world.api.get(`${ocrPath}/revisions/2/restore`).expect(200)
  await world.api.post(`${ocrPath}/revisions/2/restore`).send({ base: preview.base, title: 'Mend it' }).expect(200)
  const { body: kept } = await world.api.get(`${ocrPath}/draft`).expect(200)
  expect(kept.draft).toMatchObject({ base: 'whatever stood there' })
})

test('only who may write the policy restores it', async () => {
  const world = await threeStates()
  const viewer = await world.apiAs('viewer')
  const { body: preview } = await viewer.get(`${ocrPath}/revisions/2/restore`).expect(200)

  await viewer.post(`${ocrPath}/revisions/2/restore`).send({ base: preview.base, title: 'Mine' }).expect(403)
  await world.api.get(`${ocrPath}/revisions/99`).expect(404)
})
