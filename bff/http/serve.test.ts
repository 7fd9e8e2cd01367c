import express from 'express'
import { agent } from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type Endpoint, endpoint } from '#shared/contract/endpoint.ts'
import { everywhere } from '../test-support/console-with.ts'
import { beginExchange, exchangeOf } from './exchange.ts'
import { answerFailure } from './failures.ts'
import { listen } from './listen.ts'
import { routesIn } from './routes.ts'
import { type Call, serve } from './serve.ts'

const params = z.object({ mesh: z.string(), namespace: z.string() })

const tell = endpoint({
  method: 'POST',
  path: '/meshes/:mesh/namespaces/:namespace/words',
  permission: 'services:read',
  summary: 'Takes a word',
  params,
  query: z.object({ loud: z.stringbool().optional() }),
  body: z.object({ word: z.string().min(2).max(5), times: z.number().max(3).default(1) }),
  bodyLimit: 1000,
  response: z.object({ said: z.string() }),
})

/** Serves one endpoint to one signed-in viewer of the namespace `shop`. */
async function serving<E extends Endpoint>(
  one: E,
  handler: Parameters<typeof serve<E>>[2],
  deadlineMs = 15_000,
): Promise<{ api: ReturnType<typeof agent>; failures: unknown[] }> {
  const bindings = [{ ...everywhere('viewer'), namespace: 'shop' }]
  const routes = routesIn({
    meshes: new Map(),
    environments: async () => [],
    administrators: async () => ['root'],
    account: async (token) => (token === 'known' ? { name: 'somebody', bindings } : undefined),
    deadlineMs,
    secureCookies: false,
    closing: new AbortController().signal,
  })
  serve(routes, one, handler)
  const failures: unknown[] = []
  const app = express()
  app.use(beginExchange)
  app.use((_, response, next) => {
    response.once('finish', () => failures.push(exchangeOf(response).failure))
    next()
  })
  app.use('/api', routes.router)
  app.use(answerFailure(async () => undefined))
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const api = agent(server.url)
  void api.set('Cookie', 'meshdeck=known')
  return { api, failures }
}

const address = '/api/meshes/demo/namespaces/shop/words'
const repeat = ({ body }: Call<typeof tell>) => ({ said: body.word.repeat(body.times) })

test('a handler gets what the contract parsed, and the caller what the contract lets out', async () => {
  const { api } = await serving(tell, (call) => ({ ...repeat(call), secret: 'kept' }))

  const { body } = await api.post(address).send({ word: 'hey', times: 2 }).expect(200)

  expect(body).toEqual({ said: 'heyhey' })
})

test('every value that is wrong is named by its field and in a code of the catalogue', async () => {
  const { api } = await serving(tell, repeat)

  const { body, headers } = await api.post(address).send({ word: 'much too long', times: 9 }).expect(400)

  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(body).toMatchObject({
    code: 'invalid-input',
    findings: [
      { code: 'value-too-long', severity: 'error', params: { maximum: 5 }, field: 'word' },
      { code: 'value-too-large', severity: 'error', params: { maximum: 3 }, field: 'times' },
    ],
  })
})

test('a query field that nobody knows is refused and named', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api.post(`${address}?quiet=1`).send({ word: 'hey' }).expect(400)

  expect(body.findings).toMatchObject([{ code: 'value-unknown', params: { key: 'quiet' }, field: 'quiet' }])
})

test('a problem speaks the language that the caller likes best', async () => {
  const { api } = await serving(tell, repeat)
  const ask = (languages: string) => api.post(address).set('Accept-Language', languages).send({})

  expect((await ask('zh-CN,zh;q=0.9,en;q=0.5')).body.detail).toBe('请求中有不能使用的值。')
  expect((await ask('en-GB,zh;q=0.1')).body.detail).toBe('The request has values that cannot be used.')
  expect((await ask('fr')).body.detail).toBe('The request has values that cannot be used.')
})

test('a problem carries its type, its status and the id of the request', async () => {
  const { api } = await serving(tell, repeat)

  const { body, headers } = await api.post(address).set('X-Request-Id', 'edge:4711-a').send({}).expect(400)

  expect(headers['x-request-id']).toBe('edge:4711-a')
  expect(body).toMatchObject({ type: 'urn:meshdeck:problem:invalid-input', status: 400, requestId: 'edge:4711-a' })
})

test('a request id that could forge a line of the log is replaced', async () => {
  const { api } = await serving(tell, repeat)

  const { headers } = await api.post(address).set('X-Request-Id', 'a b "c"').send({ word: 'hey' }).expect(200)

  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('a body over the limit of its endpoint is refused with that limit', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api
    .post(address)
    .send({ word: 'x'.repeat(2_000_000) })
    .expect(413)

  expect(body).toMatchObject({ code: 'too-large', params: { limit: 1000 } })
})

test('a body that is no JSON, or not said to be, is refused for that', async () => {
  const { api } = await serving(tell, repeat)
  const send = (type: string, text: string) => api.post(address).set('Content-Type', type).send(text)

  expect((await send('application/json', '{"word":').expect(400)).body.code).toBe('not-json')
  expect((await send('text/plain', 'hey').expect(415)).body.code).toBe('not-json-type')
})

test('a missing body is a missing value, not a crash', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api.post(address).expect(400)

  expect(body.findings).toEqual([{ code: 'value-missing', severity: 'error', params: {} }])
})

test('whoever is not signed in is told so before anything else', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api.post(address).set('Cookie', 'meshdeck=unknown').send({ word: 1 }).expect(401)

  expect(body.code).toBe('signed-out')
})

test('a permission is asked for the place in the path, and a refusal names both', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api.post('/api/meshes/demo/namespaces/bank/words').send({ word: 1 }).expect(403)

  expect(body).toMatchObject({ code: 'not-permitted', params: { permission: 'services:read', place: 'demo/bank' } })
  expect(body.detail).toBe('It needs the permission services:read in demo/bank. Platform administrators can grant it.')
})

test('a handler gets the visibility that its permission gives in the mesh of the path', async () => {
  const seen: unknown[] = []
  const { api } = await serving(tell, (call) => {
    seen.push(call.visibility)
    return repeat(call)
  })

  await api.post(address).send({ word: 'hey' }).expect(200)

  expect(seen).toEqual([{ mesh: 'demo', grants: [{ namespace: 'shop', service: '*', tenant: '*' }] }])
})

test('a write from a page of another origin is refused, whatever cookie it brings', async () => {
  const { api } = await serving(tell, repeat)
  const write = (headers: Record<string, string>) => api.post(address).set(headers).send({ word: 'hey' })

  expect((await write({ 'Sec-Fetch-Site': 'cross-site' }).expect(403)).body.code).toBe('foreign-origin')
  expect((await write({ 'Sec-Fetch-Site': 'same-site' }).expect(403)).body.code).toBe('foreign-origin')
  expect((await write({ Origin: 'https://evil.example' }).expect(403)).body.code).toBe('foreign-origin')
  expect((await write({ Origin: 'null' }).expect(403)).body.code).toBe('foreign-origin')
})

test('a write from the console’s own page, or from a program, is taken', async () => {
  const { api } = await serving(tell, repeat)
  const own = { Origin: 'http://console.example', Host: 'console.example', 'Sec-Fetch-Site': 'same-origin' }

  await api.post(address).set(own).send({ word: 'hey' }).expect(200)
  await api.post(address).send({ word: 'hey' }).expect(200)
})

test('an answer that breaks the contract is our failure: the log has it, the caller a request id', async () => {
  const { api, failures } = await serving(tell, () => ({ said: 7 as unknown as string })) // what a bug would do

  const { body } = await api.post(address).send({ word: 'hey' }).expect(500)

  expect(body).toMatchObject({ code: 'internal', requestId: expect.any(String) })
  expect(JSON.stringify(body)).not.toContain('expected string')
  expect(failures).toEqual([expect.objectContaining({ name: 'ZodError' })])
})

test('work that outlasts its deadline is answered as late, and its signal fires', async () => {
  const reasons: unknown[] = []
  const late = (call: Call<typeof tell>) =>
    new Promise<{ said: string }>(() => {
      call.signal.addEventListener('abort', () => reasons.push(call.signal.reason))
    })
  const { api } = await serving(tell, late, 30)

  const { body } = await api.post(address).send({ word: 'hey' }).expect(504)

  expect(body).toMatchObject({ code: 'deadline-passed', params: { seconds: 0.03 } })
  expect(reasons).toHaveLength(1)
})

test('the signal fires when the caller leaves', async () => {
  const started = Promise.withResolvers<void>()
  const left = Promise.withResolvers<unknown>()
  const { api } = await serving(tell, (call) => {
    call.signal.addEventListener('abort', () => left.resolve(call.signal.reason))
    started.resolve()
    return new Promise(() => undefined)
  })

  const request = api.post(address).send({ word: 'hey' })
  request.end(() => undefined)
  await started.promise
  request.abort()

  await expect(left.promise).resolves.toMatchObject({ name: 'CallerGone' })
})

const figures = (permission: 'services:read' | 'calls:read') =>
  endpoint({
    method: 'GET',
    path: '/figures',
    permission,
    summary: 'Figures',
    response: z.object({ calls: z.number() }),
  })

test('figures are asked for anew each time and sent again only when they differ', async () => {
  const { api } = await serving(figures('services:read'), () => ({ calls: 7 }))

  const { headers } = await api.get('/api/figures').expect(200)

  expect(headers['cache-control']).toBe('private, no-cache')
  await api
    .get('/api/figures')
    .set('If-None-Match', headers['etag'] ?? '')
    .expect(304)
})

test('what tells of persons is never stored', async () => {
  const { api } = await serving(figures('calls:read'), () => ({ calls: 7 }))

  expect((await api.get('/api/figures').expect(200)).headers['cache-control']).toBe('no-store')
})

test('an address that is no text is a problem as well', async () => {
  const { api } = await serving(tell, repeat)

  const { body } = await api.post('/api/meshes/%E0%A4%A/namespaces/shop/words').send({ word: 'hey' }).expect(400)

  expect(body.code).toBe('invalid-input')
})
