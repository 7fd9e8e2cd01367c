import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { breaker } from './breaker.ts'
import { type BackendOptions, backend } from './client.ts'
import { turnstile } from './turnstile.ts'
import { Problem } from '#shared/contract/problem.ts'

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function serverThat(answer: Answer, options: Partial<BackendOptions> = {}) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const { port } = server.address() as AddressInfo // a TCP server's address is an object
  const client = backend({
    backend: 'Kie',
    address: `http://127.0.0.1:${port}`,
    inFlight: 4,
    perSecond: 1000,
    deadlineMs: 200,
    ...options,
  })
  return { client, seen, server }
}

const Anything = z.object({ value: z.string() })
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))

test('an answer is parsed, and fields that nobody asked for are left out', async () => {
  const { client } = await serverThat((_, response) => json(response, 200, { value: 'a', more: 1 }))

  expect(await client.read('/x', Anything)).toMatchObject({ changed: true, value: { value: 'a' } })
})

test('a refusal says the backend’s own words and is not repeated', async () => {
  const { client, seen } = await serverThat((_, response) =>
    json(response, 400, { errorCode: '400001', errorMessage: 'invalid parameter(s)', detail: 'bad key' }),
  )

  await expect(client.read('/x', Anything)).rejects.toMatchObject({
    code: 'backend-refused',
    params: { backend: 'Kie', status: 400 },
    source: '400001 invalid parameter(s) bad key',
  })
  expect(seen).toEqual(['GET /x'])
})

test.each([
  ['no JSON', 'oops'],
  ['another shape', '{"value":1}'],
  ['nothing', ''],
])('%s is garbled', async (_, body) => {
  const { client } = await serverThat((__, response) => response.writeHead(200).end(body))

  await expect(client.read('/x', Anything)).rejects.toMatchObject({
    code: 'backend-garbled',
    params: { backend: 'Kie' },
  })
})

test('204, 304 and empty bodies are answers', async () => {
  const statuses = [204, 304, 200]
  const { client } = await serverThat((_, response) => response.writeHead(statuses.shift() ?? 500).end())

  expect(await client.write('DELETE', '/x', undefined, z.unknown())).toBeUndefined()
  expect(await client.read('/x', Anything)).toMatchObject({ changed: false })
  expect(await client.write('PUT', '/x', {}, z.undefined())).toBeUndefined()
})

test('a read is repeated where the connection broke, a write never', async () => {
  let broken = 0
  const { client, seen } = await serverThat((request, response) => {
    broken += 1
    if (broken <= 1 || request.method === 'PUT') request.socket.destroy()
    else json(response, 200, { value: 'a' })
  })

  expect(await client.read('/x', Anything)).toMatchObject({ value: { value: 'a' } })
  await expect(client.write('PUT', '/x', {}, Anything)).rejects.toMatchObject({ code: 'backend-silent' })
  expect(seen).toEqual(['GET /x', 'GET /x', 'PUT /x'])
})

test('a backend that does not answer in time is silent, and how long is told', async () => {
  const { client } = await serverThat(() => {}, { deadlineMs: 30 })

  await expect(client.write('PUT', '/x', {}, Anything)).rejects.toMatchObject({
    code: 'backend-silent',
    source: 'no answer within 30 ms',
  })
  expect(client.health().silent).toMatchObject({ problem: { code: 'backend-silent' } })
})

test('waiting for a turn is not held against the backend', async () => {
  const { client } = await serverThat((_, response) => void setTimeout(() => json(response, 200, { value: 'a' }), 50), {
    inFlight: 1,
    deadlineMs: 500,
  })

  // Together they take longer than the deadline of one.
  const answers = await Promise.all(Array.from({ length: 12 }, () => client.write('PUT', '/x', {}, Anything)))

  expect(answers).toHaveLength(12)
})

test('what the reader gave up says nothing about the backend', async () => {
  const { client } = await serverThat(() => {})
  const gone = new AbortController()
  const reading = client.read('/x', Anything, { signal: gone.signal })
  gone.abort(new Error('gone'))

  await expect(reading).rejects.toThrow('gone')
  expect(client.health()).toEqual({})
})

test('a row of silence opens the breaker, and one trial closes it again', () => {
  let now = 0
  const guard = breaker(() => now)
  const silence = new Problem('backend-silent')
  for (let failure = 0; failure < 5; failure += 1) guard.silent(silence)

  expect(guard.refuses()).toBe(silence)
  now += 10_000
  expect(guard.refuses()).toBeUndefined()
  expect(guard.refuses()).toBe(silence)
  guard.answered()
  expect(guard.refuses()).toBeUndefined()
})

test('never more are inside than allowed, and everybody gets a turn', async () => {
  const gate = turnstile(2, 1000)
  let inside = 0
  let most = 0
  const visit = async () => {
    const leave = await gate.enter(new AbortController().signal)
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setTimeout(resolve, 1))
    inside -= 1
    leave()
  }

  await Promise.all(Array.from({ length: 20 }, visit))

  expect(most).toBe(2)
})

test('whoever gives up waiting leaves its place to others', async () => {
  const gate = turnstile(1, 1000)
  const leave = await gate.enter(new AbortController().signal)
  const tired = new AbortController()
  const waiting = gate.enter(tired.signal)
  const next = gate.enter(new AbortController().signal)
  tired.abort(new Error('tired'))
  await expect(waiting).rejects.toThrow('tired')

  leave()

  expect(await next).toBeTypeOf('function')
})
