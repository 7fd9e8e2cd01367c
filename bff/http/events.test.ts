import { expect, test } from 'vitest'
import { consoleWith, password } from '../test-support/console-with.ts'
import { demoMesh } from '../test-support/demo-mesh.ts'
import { eventsIn } from './events.ts'

/** Reads the stream of a signed-in browser, event by event. */
async function follow(url: string, name: string) {
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const response = await fetch(`${url}/api/events`, { headers: { cookie, 'accept-encoding': 'gzip' } })
  return { response, events: eventsOf(response) }
}

async function* eventsOf(response: Response): AsyncGenerator<unknown> {
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk)
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice(6))
  }
}

test('a stream begins with what is, then tells each topic as it changes, uncompressed and unbuffered', async () => {
  const { url, name, database } = await consoleWith()
  const topics = eventsIn(database)
  await topics.publish('changes')
  await topics.publish('changes')

  const { response, events } = await follow(url, name)

  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
  })
  expect(response.headers.get('content-encoding')).toBeNull()
  expect((await events.next()).value).toEqual({ topic: 'changes', revision: 2, standing: true })
  await topics.publish('services:demo')
  expect((await events.next()).value).toEqual({ topic: 'services:demo', revision: 1, standing: false })
  await events.return(undefined)
})

test('topics that change together are told each, once', async () => {
  const { url, name, database } = await consoleWith()
  const topics = eventsIn(database)
  await topics.publish('changes')
  const { events } = await follow(url, name)
  await events.next()

  await topics.publish('changes', 'drift:demo', 'drift:demo')

  const told = [(await events.next()).value, (await events.next()).value]
  expect(told).toEqual([
    { topic: 'changes', revision: 2, standing: false },
    { topic: 'drift:demo', revision: 1, standing: false },
  ])
  await events.return(undefined)
})

test('what one copy of the console publishes reaches the browsers of another', async () => {
  const { name, database, copy } = await consoleWith()
  const { url } = await copy()
  const { events } = await follow(url, name)
  const next = events.next()

  await eventsIn(database).publish('changes')

  expect((await next).value).toMatchObject({ topic: 'changes', revision: 1 })
  await events.return(undefined)
})

test('a service that registers makes what was read of its mesh stale', async () => {
  const { meshes, register } = await demoMesh()
  const { url, name } = await consoleWith({ meshes })
  const { events } = await follow(url, name)

  await register('ocr', '1.0.0', {})

  expect((await events.next()).value).toMatchObject({ topic: 'services:cloud' })
  await events.return(undefined)
})

test('an edit of environments, freezes or accounts is told, since what people may do follows from them', async () => {
  const { url, name, api } = await consoleWith()
  const { events } = await follow(url, name)
  const covers = { meshes: '*', namespaces: '*@production', approvals: 1 }
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
  const bindings = [{ role: 'viewer' }]

  await api
    .post('/api/environments')
    .send({ name: 'production', order: 1, ...covers })
    .expect(200)
  expect((await events.next()).value).toMatchObject({ topic: 'environments', revision: 1 })
  await api
    .put('/api/environments/production')
    .send({ order: 1, ...covers, revision: 1 })
    .expect(200)
  expect((await events.next()).value).toMatchObject({ topic: 'environments', revision: 2 })
  await api
    .post('/api/freezes')
    .send({ environment: 'production', from: hours(1), to: hours(2), zone: 'UTC', reason: 'Quarter close' })
    .expect(200)
  expect((await events.next()).value).toMatchObject({ topic: 'freezes', revision: 1 })
  await api.post('/api/users').send({ name: 'somebody', password, bindings }).expect(200)
  expect((await events.next()).value).toMatchObject({ topic: 'users', revision: 1 })
  await api.put('/api/users/somebody').send({ bindings, disabled: true, revision: 1 }).expect(200)
  expect((await events.next()).value).toMatchObject({ topic: 'users', revision: 2 })
  await events.return(undefined)
})

test('the stream ends when the console shuts down, and the shutdown does not wait for it', async () => {
  const { url, name, close } = await consoleWith()
  const { events } = await follow(url, name)
  const next = events.next()

  await close()

  expect(await next).toEqual({ done: true, value: undefined })
})

test('whoever is not signed in gets no stream', async () => {
  const { stranger } = await consoleWith()

  const { body } = await stranger().get('/api/events').expect(401)

  expect(body.code).toBe('signed-out')
})
