import { expect, test } from 'vitest'
import { consoleWith } from '../test-support/console-with.ts'

test('the process is alive, and ready when its parts are', async () => {
  const { stranger } = await consoleWith({ parts: [{ name: 'call-records', check: async () => undefined }] })

  await stranger().get('/healthz').expect(200, { status: 'ok' })
  await stranger()
    .get('/readyz')
    .expect(200, { status: 'ok', parts: { database: 'ok', 'call-records': 'ok' } })
})

test('a part that fails makes it not ready, is named, and tells strangers nothing more', async () => {
  const check = () => Promise.reject(new Error('disk is full at /var/lib'))
  const { stranger } = await consoleWith({ parts: [{ name: 'call-records', check }] })

  await stranger().get('/healthz').expect(200)
  await stranger()
    .get('/readyz')
    .expect(503, { status: 'failing', parts: { database: 'ok', 'call-records': 'failing' } })
})

test('a console whose database is gone is not ready', async () => {
  const { stranger, database } = await consoleWith()
  await database.destroy()

  await stranger().get('/readyz').expect(503)
})

test('figures are for the token and for administrators, not for everybody', async () => {
  const { stranger, api, apiAs } = await consoleWith({ settings: { metricsToken: 'a token of enough length' } })
  const bearing = (token: string) => stranger().get('/metrics').set('Authorization', `Bearer ${token}`)

  await stranger().get('/metrics').expect(401)
  await bearing('another token').expect(401)
  await (await apiAs('operator')).get('/metrics').expect(403)
  await api.get('/metrics').expect(200)
  expect((await bearing('a token of enough length').expect(200)).headers['content-type']).toMatch(/^text\/plain/)
})

test('figures count requests by endpoint, never by address', async () => {
  const { api } = await consoleWith()
  await api.put('/api/users/nobody-here').send({})
  await api.get('/api/no/such/thing')

  const { text } = await api.get('/metrics').expect(200)

  expect(text).toContain('meshdeck_http_requests_total{method="PUT",route="/users/:name",status="400"} 1')
  expect(text).toContain('meshdeck_http_requests_total{method="GET",route="other",status="404"} 1')
})

test('the log has a line for each request with id, endpoint, status and actor, and no query', async () => {
  const { api, log, name } = await consoleWith()

  await api.get('/api/users?secret=1').set('X-Request-Id', 'a-known-request').expect(400)

  const line = log.find((one) => one['requestId'] === 'a-known-request')
  expect(line).toMatchObject({ route: '/users', method: 'GET', status: 400, actor: name, msg: 'request' })
  expect(JSON.stringify(line)).not.toContain('secret')
})
