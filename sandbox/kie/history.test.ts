import { expect, test } from 'vitest'
import { kieWithClient, type KvListJson } from '../test-support/kie-client.ts'

test('the history is newest first, and each version carries labels, domain and project', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a', { app: 'shop' })
  await api.put(`/kv/${id}`, { value: 'second' })

  const { total, data } = (await api.get(`/revision/${id}`)).json<KvListJson>()

  expect(total).toBe(2)
  expect(data.map(({ value }) => value)).toEqual(['second', 'x'])
  expect(data[0]).toMatchObject({ label_format: 'app=shop', domain: 'default', project: 'default' })
})

test('every PUT adds a version, an empty one, too', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a')
  await api.put(`/kv/${id}`, {})
  expect((await api.get(`/revision/${id}`)).json<KvListJson>().total).toBe(2)
})

test('the last hundred versions are kept, and read in pages', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a')
  for (let version = 1; version <= 120; version++) await api.put(`/kv/${id}`, { value: `v${version}` })
  const page = (await api.get(`/revision/${id}?limit=2&offset=98`)).json<KvListJson>()
  expect(page.total).toBe(100)
  expect(page.data.map(({ value }) => value)).toEqual(['v22', 'v21'])
})

test('the history of an unknown or deleted document is 500001', async () => {
  const { api, create } = await kieWithClient()
  const { id } = await create('a')
  await api.delete(`/kv/${id}`)
  for (const reply of [await api.get(`/revision/${id}`), await api.get('/revision/none')])
    expect([reply.status, reply.json<{ errorCode: string }>().errorCode]).toEqual([500, '500001'])
})

test('only polls with a session are tracked, one record a session', async () => {
  const { api, create, list } = await kieWithClient()
  await create('a', { app: 'shop' })
  await list('label=app:shop')
  const nobody = await api.get('/track')
  expect([nobody.status, nobody.json<{ errorCode: string }>().errorCode]).toEqual([404, '404001'])

  for (const query of ['revision=1&label=app:shop', 'revision=2&label=app:shop'])
    await api.get(`/kv?${query}`, { 'X-Session-Id': 's1', 'X-Session-Group': 'g' })

  expect((await api.get('/track?sessionId=s1')).json()).toMatchObject({
    total: 1,
    data: [
      { session_id: 's1', session_group: 'g', response_code: 304, revision: '2', polling_data: { revision: '2' } },
    ],
  })
  expect((await api.get('/track?sessionId=other')).status).toBe(404)
})
