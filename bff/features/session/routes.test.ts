import { agent } from 'supertest'
import { expect, test } from 'vitest'
import { consoleWith, everywhere, password } from '../../test-support/console-with.ts'
import { triesPerAddress, triesPerName } from './throttle.ts'

const wrong = 'not this one at all'

test('whoever signs in with name and password gets a session that only the browser holds', async () => {
  const { stranger, name } = await consoleWith()
  const api = stranger()

  const { headers, body } = await api.post('/api/session').send({ name, password }).expect(200)

  expect(headers['set-cookie']).toEqual([expect.stringMatching(/^meshdeck=[\w-]{43}; .*HttpOnly; SameSite=Strict$/)])
  expect(body).toMatchObject({ name, bindings: [{ role: 'administrator' }] })
  await api.get('/api/session').expect(200, body)
})

test('behind TLS the cookie is bound to the host and to TLS', async () => {
  const { stranger, name } = await consoleWith({ settings: { secureCookies: true } })

  const { headers } = await stranger().post('/api/session').send({ name, password }).expect(200)

  expect(headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-meshdeck=.*; Secure; SameSite=Strict$/)])
  expect(headers['strict-transport-security']).toMatch(/max-age=\d+/)
})

test('a session tells the permissions that its bindings give somewhere', async () => {
  const { apiAs } = await consoleWith()
  const api = await apiAs([{ ...everywhere('operator'), mesh: 'demo', label: { key: 'area', value: 'ai' } }])

  const { body } = await api.get('/api/session').expect(200)

  expect(body.permissions).toContain('route-rules:write')
  expect(body.permissions).not.toContain('users:write')
})

test('a wrong name and a wrong password are answered alike', async () => {
  const { stranger, name } = await consoleWith()
  const attempt = (body: object) => stranger().post('/api/session').set('X-Request-Id', 'same-for-both').send(body)

  const [one, other] = await Promise.all([attempt({ name, password: wrong }), attempt({ name: 'nobody', password })])

  expect(one.status).toBe(401)
  expect(one.body.code).toBe('wrong-credentials')
  expect(other.body).toEqual(one.body)
})

test('after too many wrong passwords the right one has to wait, too', async () => {
  const { stranger, name } = await consoleWith()
  const attempt = (tried: string) => stranger().post('/api/session').send({ name, password: tried })
  for (let tries = 0; tries < triesPerName; tries += 1) await attempt(wrong).expect(401)

  const { body, headers } = await attempt(password).expect(429)

  expect(body).toMatchObject({ code: 'too-many-tries', params: { seconds: expect.any(Number) } })
  expect(headers['retry-after']).toBe(String(body.params.seconds))
})

test('guesses that come at the same time all count', async () => {
  const { stranger, name } = await consoleWith()
  const guesses = Array.from({ length: triesPerName + 5 }, () =>
    stranger().post('/api/session').send({ name, password: wrong }),
  )

  const statuses = (await Promise.all(guesses)).map(({ status }) => status)

  expect(statuses.filter((status) => status === 401)).toHaveLength(triesPerName)
})

test('one address cannot try name after name', async () => {
  const { stranger, accountsNamed } = await consoleWith()
  const names = await accountsNamed('victim', Math.ceil((triesPerAddress + 1) / 5))
  const tries = names.flatMap((name) => Array.from({ length: 5 }, () => name)).slice(0, triesPerAddress)
  for (const name of tries) await stranger().post('/api/session').send({ name, password: wrong }).expect(401)

  await stranger()
    .post('/api/session')
    .send({ name: names.at(-1), password })
    .expect(429)
})

test('a right password clears the tries of its name', async () => {
  const { stranger, name } = await consoleWith()
  const attempt = (tried: string) => stranger().post('/api/session').send({ name, password: tried })
  for (let tries = 1; tries < triesPerName; tries += 1) await attempt(wrong).expect(401)
  await attempt(password).expect(200)

  await attempt(wrong).expect(401)
})

test('people who sign in rightly use up no tries of their address', async () => {
  const { stranger, name } = await consoleWith()

  for (let times = 0; times <= triesPerAddress; times += 1) {
    await stranger().post('/api/session').send({ name, password }).expect(200)
  }
})

test('copies of the console share the tries', async () => {
  const { stranger, name, copy } = await consoleWith()
  for (let tries = 0; tries < triesPerName; tries += 1) {
    await stranger().post('/api/session').send({ name, password: wrong }).expect(401)
  }
  const other = await copy()

  await agent(other.url).post('/api/session').send({ name, password }).expect(429)
})

test('a session that was signed out opens nothing any more, even if its cookie was kept', async () => {
  const { api, url } = await consoleWith()
  const signedIn = await api.get('/api/session').expect(200)
  const cookie = cookieOf(signedIn.request)

  await api.delete('/api/session').expect(204)

  await agent(url).get('/api/session').set('Cookie', cookie).expect(401)
})

test('a session ends when its time is over', async () => {
  const { api } = await consoleWith({ settings: { sessionMs: -1 } })

  await api.get('/api/session').expect(401)
})

test('a new password ends the other sessions, keeps this one, and the old one is wrong from now on', async () => {
  const { api, stranger, name } = await consoleWith()
  const elsewhere = stranger()
  await elsewhere.post('/api/session').send({ name, password }).expect(200)

  await api.put('/api/session/password').send({ current: password, next: 'a quite different phrase' }).expect(204)

  await api.get('/api/session').expect(200)
  await elsewhere.get('/api/session').expect(401)
  await stranger().post('/api/session').send({ name, password }).expect(401)
})

test('a new password needs the present one', async () => {
  const { api } = await consoleWith()

  const { body } = await api
    .put('/api/session/password')
    .send({ current: wrong, next: 'a quite different phrase' })
    .expect(401)

  expect(body.code).toBe('wrong-credentials')
})

test('neither passwords nor tokens lie readable in the state store or in the log', async () => {
  const { api, database, log } = await consoleWith()
  const signedIn = await api.get('/api/session').expect(200)
  const token = cookieOf(signedIn.request).split('=')[1]
  const db = database.withTables<{ user: object; session: object }>()
  const stored = [
    await db.selectFrom('user').selectAll().execute(),
    await db.selectFrom('session').selectAll().execute(),
  ]

  for (const text of [JSON.stringify(stored), JSON.stringify(log)]) {
    expect(text).not.toContain(token)
    expect(text).not.toContain(password)
  }
})

/** The cookie that a request of supertest was sent with. */
const cookieOf = (request: unknown): string => (request as { cookies: string }).cookies // not in its types
