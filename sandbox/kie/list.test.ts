import { expect, test } from 'vitest'
import { kieWithClient, type KvListJson } from '../test-support/kie-client.ts'

async function kieWithLabels() {
  const kie = await kieWithClient()
  await kie.create('app-wide', { appId: 'shop', environment: '' })
  await kie.create('service', { appId: 'shop', environment: '', serviceName: 'gw', version: '1.0.0' })
  await kie.create('no-environment', { appId: 'shop' })
  await kie.create('plain')
  return kie
}

test('a label finds every document that has at least it', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('label=appId:shop')).toEqual(['no-environment', 'service', 'app-wide'])
})

test('match=exact finds only the documents with exactly these labels', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('match=exact&label=appId:shop')).toEqual(['no-environment'])
  expect(await keys('match=exact&label=appId:shop&label=environment:')).toEqual(['app-wide'])
  expect(
    await keys('match=exact&label=environment:&label=version:1.0.0&label=appId:shop&label=serviceName:gw'),
  ).toEqual(['service'])
})

test('match=exact without a label finds only the documents without labels', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('match=exact')).toEqual(['plain'])
})

test('any other value of match counts as a subset', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('match=Exact&label=appId:shop')).toHaveLength(3)
})

test('a label with an empty value differs from no such label', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('label=environment:')).toEqual(['service', 'app-wide'])
})

test('the same label with two values matches nothing', async () => {
  const { keys } = await kieWithLabels()
  expect(await keys('label=appId:shop&label=appId:other')).toEqual([])
  expect(await keys('label=appId:other&label=appId:shop')).toEqual([])
})

test('the key is exact and knows no case, or a beginning, or a wildcard', async () => {
  const { create, keys } = await kieWithClient()
  await create('servicecomb.routeRule.order')
  await create('servicecomb.routeRule.cart')
  await create('servicecombXrouteRule.order')
  expect(await keys('key=SERVICECOMB.routerule.order')).toEqual(['servicecomb.routeRule.order'])
  expect(await keys('key=servicecomb.routeRule')).toEqual([])
  expect(await keys('key=beginWith(servicecomb.routeRule.)')).toHaveLength(2)
  expect(await keys('key=wildcard(*routeRule.order*)')).toHaveLength(2)
  expect(await keys('key=wildcard(*.cart)')).toEqual(['servicecomb.routeRule.cart'])
})

test('the value is a substring and the status exact', async () => {
  const { create, keys } = await kieWithClient()
  await create('a', {}, { value: 'weight: 95' })
  await create('b', {}, { value: 'weight: 5', status: 'disabled' })
  expect(await keys('value=95')).toEqual(['a'])
  expect(await keys('status=disabled')).toEqual(['b'])
})

test('the highest priority comes first, then what changed last', async () => {
  const { api, create, keys } = await kieWithClient()
  const { id } = await create('old')
  await create('new')
  await create('important', {}, { priority: 5 })
  expect(await keys('')).toEqual(['important', 'new', 'old'])
  await api.put(`/kv/${id}`, { value: 'y' })
  expect(await keys('')).toEqual(['important', 'old', 'new'])
})

test('a page is limit and offset, total counts all, and an offset alone is ignored', async () => {
  const { create, keys, list } = await kieWithClient()
  for (const key of ['a', 'b', 'c']) await create(key)
  const page = (await list('limit=1&offset=1')).json<KvListJson>()
  expect([page.total, page.data.map(({ key }) => key)]).toEqual([3, ['b']])
  expect(await keys('offset=2')).toHaveLength(3)
})

test.each([
  'limit=0',
  'limit=101',
  'limit=x',
  'offset=-1',
  'label=app',
  'label=a:b:c',
  'revision=x',
  'wait=zz',
  'wait=30',
])('%s is refused with 400001', async (query) => {
  const { list } = await kieWithClient()
  const reply = await list(query)
  expect([reply.status, reply.json<{ errorCode: string }>().errorCode]).toEqual([400, '400001'])
})

test('the revision is one counter over every project, and each list carries it', async () => {
  const { kie, create, list, revision } = await kieWithClient()
  const before = await revision()
  await create('a')
  await fetch(`${kie.url}/v1/other/kie/kv`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key: 'a', value: 'x' }),
  })
  expect(await revision()).toBe(before + 2)
  expect((await list('label=nobody:has')).headers.get('X-Kie-Revision')).toBe(String(before + 2))
})

test('the current revision answers 304 without a body, any other answers at once', async () => {
  const { create, list, revision } = await kieWithClient()
  await create('a')
  const current = await revision()
  const same = await list(`revision=${current}`)
  expect([same.status, same.text, same.headers.get('X-Kie-Revision')]).toEqual([304, '', null])
  expect((await list(`revision=${current - 1}`)).status).toBe(200)
  expect((await list(`revision=${current + 1}&wait=5m`)).status).toBe(200)
})
