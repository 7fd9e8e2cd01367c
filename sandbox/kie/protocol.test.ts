import { expect, test } from 'vitest'
import { httpClient } from '../test-support/http-client.ts'
import { kieWithClient } from '../test-support/kie-client.ts'

test('a body of another media type is 415, no body at all 406, both plain text', async () => {
  const { api } = await kieWithClient()
  const form = await api.post('/kv', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' })
  expect([form.status, form.headers.get('Content-Type')]).toEqual([415, 'text/plain; charset=utf-8'])
  const nothing = await api.post('/kv')
  expect([nothing.status, nothing.headers.get('Content-Type')]).toEqual([406, 'text/plain; charset=utf-8'])
})

test('answers are JSON only: asking for YAML is 406', async () => {
  const { api } = await kieWithClient()
  expect((await api.get('/kv', { Accept: 'text/yaml' })).status).toBe(406)
  expect((await api.get('/kv', { Accept: 'text/html, application/json;q=0.9' })).status).toBe(200)
})

test('there is no CORS: OPTIONS is 405', async () => {
  const { kie } = await kieWithClient()
  const reply = await fetch(`${kie.url}/v1/default/kie/kv`, { method: 'OPTIONS', headers: { Origin: 'http://a' } })
  expect([reply.status, reply.headers.get('Access-Control-Allow-Origin')]).toEqual([405, null])
})

test('an unknown path is 404 in plain text', async () => {
  const { api } = await kieWithClient()
  const reply = await api.get('/labels')
  expect([reply.status, reply.headers.get('Content-Type')]).toEqual([404, 'text/plain; charset=utf-8'])
})

test.each(['{', '[]', '{"key": 1}', '{"key": "a", "labels": {"a": 1}}'])('the body %s is 400001', async (body) => {
  const { api } = await kieWithClient()
  const reply = await api.post('/kv', body)
  expect([reply.status, reply.json<{ errorCode: string }>().errorCode]).toEqual([400, '400001'])
})

test('a body above the limit is refused with an answer, not with a broken connection', async () => {
  const { api } = await kieWithClient()
  const reply = await api.post('/kv', { key: 'a', value: 'x'.repeat(3_000_000) })
  expect(reply.json()).toMatchObject({ errorCode: '400001', detail: 'http: request body too large' })
  expect((await api.get('/kv')).status).toBe(200)
})

test('health says how many documents there are, with the revision as text; liveness is empty', async () => {
  const { kie, create } = await kieWithClient()
  await create('a')
  const server = httpClient(kie.url)
  expect((await server.get('/v1/health')).json()).toMatchObject({ revision: '2', total_kv_count: 1 })
  const alive = await server.get('/v1/health?mode=liveness')
  expect([alive.status, alive.text]).toEqual([200, ''])
  expect((await server.get('/metrics')).text).toContain(
    'servicecomb_kie_config_count{domain="default",project="default"} 1',
  )
})

test('what the sandbox leaves out answers 501 with a sentence', async () => {
  const { kie } = await kieWithClient()
  const reply = await httpClient(kie.url).get('/apidocs.json')
  expect([reply.status, reply.text]).toEqual([501, 'The sandbox has no OpenAPI document of Kie.\n'])
})

test('more requests a second than allowed are 429 in plain text', async () => {
  const { api } = await kieWithClient({ requestsPerSecond: 2, now: () => 0 })
  const replies = [await api.get('/kv'), await api.get('/kv'), await api.get('/kv')]
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
})

test('a paused server refuses connections and comes back on its port with its documents', async () => {
  const { kie, api, create, keys } = await kieWithClient()
  await create('a')
  await kie.pause()
  await expect(api.get('/kv')).rejects.toThrow('fetch failed')
  expect(kie.paused()).toBe(true)
  await kie.resume()
  expect(await keys('')).toEqual(['a'])
})

test('requests are counted by route and kept with their headers', async () => {
  const { kie, api } = await kieWithClient()
  await api.get('/kv', { 'X-Asked-By': 'a test' })
  await api.get('/kv/none')
  expect(kie.requests.counts()).toEqual({ 'GET /v1/:project/kie/kv': 1, 'GET /v1/:project/kie/kv/:id': 1 })
  expect(kie.requests.entries[0]).toMatchObject({ status: 200, headers: { 'x-asked-by': 'a test' } })
})
