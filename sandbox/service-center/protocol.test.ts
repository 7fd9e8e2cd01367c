import { request } from 'node:http'
import { expect, test } from 'vitest'
import { httpClient } from '../test-support/http-client.ts'
import { serviceCenterWithClient } from '../test-support/service-center-client.ts'

test('an unknown path is 404 in plain text', async () => {
  const { registry } = await serviceCenterWithClient()
  const reply = await registry.get('/nothing')
  expect([reply.status, reply.text.trim()]).toEqual([404, '404 page not found'])
  expect(reply.headers.get('Content-Type')).toMatch(/^text\/plain/)
})

test('a known path with a wrong method is 405 with Allow', async () => {
  const { registry } = await serviceCenterWithClient()
  const reply = await registry.put('/microservices')
  expect([reply.status, reply.text.trim(), reply.headers.get('Allow')]).toEqual([
    405,
    'Method Not Allowed',
    'DELETE, GET, POST',
  ])
})

test.each(['/v4/token', '/v4/accounts', '/v4/roles'])('RBAC is off: %s is 404 in plain text', async (path) => {
  const { center } = await serviceCenterWithClient()
  const reply = await httpClient(center.url).get(path)
  expect([reply.status, reply.text.trim()]).toEqual([404, '404 page not found'])
})

test.each([
  ['{}', 'Request body is empty'],
  ['{"service":', expect.stringContaining('JSON')],
  ['{"service":{"serviceName":1}}', expect.stringContaining('service.serviceName')],
])('the body %s is 400001 with the reason', async (body, detail) => {
  const { registry } = await serviceCenterWithClient()
  const reply = await registry.post('/microservices', body)
  expect([reply.status, reply.json()]).toEqual([
    400,
    { errorCode: '400001', errorMessage: 'Invalid parameter(s)', detail },
  ])
})

test('null is a zero value, and unknown fields are ignored, as Go reads JSON', async () => {
  const { registry } = await serviceCenterWithClient()
  const service = { serviceName: 'order', properties: null, rules: [1], colour: 'red' }
  expect((await registry.post('/microservices', { service, tags: null, rules: [{}] })).status).toBe(200)
})

test('a body above 2 MiB is refused', async () => {
  const { registry } = await serviceCenterWithClient()
  const reply = await registry.post('/microservices', { service: { description: 'x'.repeat(2_200_000) } })
  expect(reply.json()).toMatchObject({ errorCode: '400001', detail: 'http: request body too large' })
})

test('a request header of 40 KB ends in a connection reset', async () => {
  const { center } = await serviceCenterWithClient()
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>()
  const sent = request(`${center.url}/version`, { headers: { 'X-Long': 'x'.repeat(40_000) } }, () =>
    reject(new Error('answered')),
  )
  sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  sent.end()
  expect(['ECONNRESET', 'EPIPE']).toContain(await promise)
})

test('every answer names the server and allows any origin', async () => {
  const { registry } = await serviceCenterWithClient()
  for (const reply of [await registry.get('/version'), await registry.get('/nothing')]) {
    expect(reply.headers.get('Server')).toMatch(/^SERVICECENTER\/\d/)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*')
  }
})

test('a browser may send the domain and the consumer, but no Authorization', async () => {
  const { center } = await serviceCenterWithClient()
  const reply = await fetch(`${center.url}/v4/default/registry/microservices`, {
    method: 'OPTIONS',
    headers: { Origin: 'http://a', 'Access-Control-Request-Method': 'GET' },
  })
  expect(reply.headers.get('Access-Control-Allow-Headers')).toBe(
    'Origin, Accept, Content-Type, X-Domain-Name, X-ConsumerId',
  )
})

test('the version of the API is 4.0.0, and 3.0.0 at the bare path', async () => {
  const { center } = await serviceCenterWithClient()
  const server = httpClient(center.url)
  expect((await server.get('/v4/default/registry/version')).json()).toMatchObject({ apiVersion: '4.0.0' })
  expect((await server.get('/version')).json()).toMatchObject({ apiVersion: '3.0.0' })
})

test('metrics count services by framework', async () => {
  const { center, service } = await serviceCenterWithClient()
  await service('order', { framework: { name: 'Mesher', version: '1.8.0' } })
  const { text } = await httpClient(center.url).get('/metrics')
  expect(text).toContain(
    'service_center_db_service_total{domain="default",framework="Mesher",frameworkVersion="1.8.0",project="default"} 1',
  )
})

test.each([
  '/v1/default/gov/match-group',
  '/v4/default/admin/dump',
  '/v4/default/registry/microservices/x/watcher',
  '/registry/v3/microservices',
])('what the sandbox leaves out answers 501 with a sentence: %s', async (path) => {
  const { center } = await serviceCenterWithClient()
  const reply = await httpClient(center.url).get(path)
  expect([reply.status, reply.text]).toEqual([501, expect.stringMatching(/^The sandbox .+\.\n$/)])
})

test('a small answer is not packed', async () => {
  const { registry } = await serviceCenterWithClient()
  expect((await registry.get('/version')).headers.get('Content-Encoding')).toBeNull()
})

test('a paused server refuses connections and comes back on its port with its services', async () => {
  const { center, registry, service } = await serviceCenterWithClient()
  const id = await service('order')
  await center.pause()
  await expect(registry.get('/version')).rejects.toThrow('fetch failed')
  await center.resume()
  expect((await registry.get(`/microservices/${id}`)).status).toBe(200)
})

test('the log of requests shows who sent X-ConsumerId', async () => {
  const { center, registry, service } = await serviceCenterWithClient()
  const id = await service('order')
  await registry.get('/instances?appId=shop&serviceName=order', { 'X-ConsumerId': id })
  expect(center.requests.entries.map(({ route, headers }) => [route, headers['x-consumerid']])).toEqual([
    ['POST /v4/:project/registry/microservices', undefined],
    ['GET /v4/:project/registry/instances', id],
  ])
})
