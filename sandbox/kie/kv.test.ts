import { expect, test } from 'vitest'
import { kieWithClient, type KvJson } from '../test-support/kie-client.ts'

const labels = { appId: 'shop', environment: '' }

test('a new document answers 200, not 201, with the whole document', async () => {
  const { api } = await kieWithClient({ now: () => 1_700_000_000_999 })

  const reply = await api.post('/kv', { key: 'servicecomb.routeRule.order', value: 'a: 1', labels, status: 'enabled' })

  expect(reply.status).toBe(200)
  expect(reply.json()).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    key: 'servicecomb.routeRule.order',
    value: 'a: 1',
    value_type: 'text',
    labels,
    status: 'enabled',
    create_revision: 2,
    update_revision: 2,
    create_time: 1_700_000_000,
    update_time: 1_700_000_000,
  })
})

test('answers are indented JSON', async () => {
  const { api } = await kieWithClient()
  const { text } = await api.post('/kv', { key: 'a', value: 'x' })
  expect(text).toMatch(/^\{\n "key": "a",\n/)
})

test('a document without a status is disabled', async () => {
  const { api } = await kieWithClient()
  expect((await api.post('/kv', { key: 'a', value: 'x' })).json<KvJson>().status).toBe('disabled')
})

test('priority 0, an empty check and absent labels are left out, and other values are shown', async () => {
  const { create } = await kieWithClient()
  expect(Object.keys(await create('plain'))).not.toContain('labels')
  expect(Object.keys(await create('plain2'))).not.toContain('priority')
  expect(await create('full', labels, { priority: 7, check: 'c' })).toMatchObject({ priority: 7, check: 'c', labels })
})

test('the same key and labels again are refused with 409, whatever the order of the labels', async () => {
  const { api, create } = await kieWithClient()
  await create('a', { app: 'shop', environment: '' })

  const reply = await api.post('/kv', { key: 'a', value: 'y', labels: { environment: '', app: 'shop' } })

  expect(reply.status).toBe(409)
  expect(reply.json()).toMatchObject({ errorCode: '409001', errorMessage: 'record already exist' })
  await expect(create('a', { app: 'shop' })).resolves.toMatchObject({ key: 'a' })
})

test('a deleted document that is created again has the same id', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a', labels)
  await api.delete(`/kv/${id}`)
  expect((await create('a', labels)).id).toBe(id)
})

test('label_format shows in a read by id, but neither in the list nor after a write', async () => {
  const { api, create, list } = await kieWithClient()
  const document = await create('a', labels)
  expect(Object.keys(document)).not.toContain('label_format')
  expect((await api.get(`/kv/${document.id}`)).json()).toMatchObject({ label_format: 'appId=shop::environment=' })
  expect((await list('')).text).not.toContain('label_format')
})

test('a PUT keeps the field that is left out and takes no notice of revisions', async () => {
  const { api, create } = await kieWithClient()
  const { id, update_revision } = await create('a')

  await api.put(`/kv/${id}`, { value: 'theirs' })
  const reply = await api.put(`/kv/${id}`, { status: 'disabled', update_revision, labels: { other: '1' }, key: 'b' })

  expect(reply.status).toBe(200)
  expect(reply.json()).toMatchObject({ key: 'a', value: 'theirs', status: 'disabled', update_revision: 4 })
  expect(reply.json()).not.toHaveProperty('labels')
})

test('a PUT cannot clear a value: an empty one is ignored, and the revision rises all the same', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a')
  expect((await api.put(`/kv/${id}`, { value: '' })).json()).toMatchObject({ value: 'x', update_revision: 3 })
  expect((await api.put(`/kv/${id}`, {})).json()).toMatchObject({ value: 'x', update_revision: 4, create_revision: 2 })
})

test('deleting answers 204 without a body, and 404 when it is done again', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a')

  const gone = await api.delete(`/kv/${id}`)

  expect([gone.status, gone.text]).toEqual([204, ''])
  for (const reply of [await api.delete(`/kv/${id}`), await api.get(`/kv/${id}`), await api.put(`/kv/${id}`, {})])
    expect([reply.status, reply.json<{ errorCode: string }>().errorCode]).toEqual([404, '404001'])
})

test('deleting many answers 204, also when none of them exists', async () => {
  const { api, create, keys } = await kieWithClient()
  const { id } = await create('a')
  await create('b')
  expect((await api.delete('/kv', { ids: [id, 'none'] })).status).toBe(204)
  expect((await api.delete('/kv', { ids: ['none'] })).status).toBe(204)
  expect(await keys('')).toEqual(['b'])
})

test('every project has its own documents', async () => {
  const { kie, create } = await kieWithClient()
  await create('a')
  const other = await fetch(`${kie.url}/v1/other/kie/kv`)
  expect(await other.json()).toEqual({ total: 0, data: [] })
})

test('a body in YAML is understood', async () => {
  const { api } = await kieWithClient()
  const reply = await api.post('/kv', 'key: a\nvalue: "1"\nlabels:\n  app: shop\n', { 'Content-Type': 'text/yaml' })
  expect(reply.json()).toMatchObject({ key: 'a', value: '1', labels: { app: 'shop' } })
})

test.each([
  ['no key', { value: 'x' }, 'KVDoc.Key'],
  ['a slash in the key', { key: 'a/b', value: 'x' }, 'KVDoc.Key'],
  ['a space in the key', { key: 'a b', value: 'x' }, 'KVDoc.Key'],
  ['a key of 2,049 characters', { key: 'k'.repeat(2049), value: 'x' }, 'KVDoc.Key'],
  ['an unknown value type', { key: 'a', value: 'x', value_type: 'toml' }, 'KVDoc.ValueType'],
  ['an unknown status', { key: 'a', value: 'x', status: 'on' }, 'KVDoc.Status'],
  ['a value above 128 KiB', { key: 'a', value: 'x'.repeat(131_073) }, 'KVDoc.Value'],
  ['seven labels', { key: 'a', labels: Object.fromEntries('abcdefg'.split('').map((k) => [k, '1'])) }, 'KVDoc.Labels'],
  ['a label that ends in a dot', { key: 'a', labels: { 'app.': '1' } }, 'KVDoc.Labels'],
  ['a label value with a slash', { key: 'a', labels: { app: 'a/b' } }, 'KVDoc.Labels'],
])('%s is refused with 400001 and the name of the Go field', async (_, body, field) => {
  const { api } = await kieWithClient()
  const reply = await api.post('/kv', body)
  expect(reply.status).toBe(400)
  expect(reply.json()).toMatchObject({
    errorCode: '400001',
    errorMessage: 'invalid parameter(s)',
    detail: expect.stringContaining(`field: ${field}, rule: `),
  })
})

test('the longest key, the largest value and six labels are accepted', async () => {
  const { create } = await kieWithClient()
  const six = Object.fromEntries('abcdef'.split('').map((key) => [key, '']))
  const document = await create('k'.repeat(2048), six, { value: 'x'.repeat(131_072) })
  expect(document.value).toHaveLength(131_072)
})

test('a full project refuses with 422001', async () => {
  const { api, create } = await kieWithClient({ quota: 1 })
  await create('a')
  const reply = await api.post('/kv', { key: 'b', value: 'x' })
  expect([reply.status, reply.json<{ errorCode: string }>().errorCode]).toEqual([422, '422001'])
})
