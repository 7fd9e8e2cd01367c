import { expect, test } from 'vitest'
import { consoleWith, password } from '../../test-support/console-with.ts'
import { triesPerName } from './throttle.ts'

test('whoever signs in with name and password gets a session that only the browser holds', async () => {
  const { stranger } = await consoleWith()
  const api = stranger()

  const { headers, body } = await api.post('/api/session').send({ name: 'somebody-1', password }).expect(200)

  expect(headers['set-cookie']).toEqual([expect.stringMatching(/^meshdeck=[\w-]{43}; .*HttpOnly; SameSite=Strict$/)])
  expect(body).toMatchObject({ name: 'somebody-1', bindings: [{ role: 'administrator' }] })
  await api.get('/api/session').expect(200, body)
})

test('behind TLS the cookie is bound to the host and to TLS', async () => {
  const { stranger } = await consoleWith({ settings: { secureCookies: true, trustedProxies: ['127.0.0.1'] } })

  const { headers } = await stranger().post('/api/session').send({ name: 'somebody-1', password }).expect(200)

  expect(headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-meshdeck=.*; Secure; SameSite=Strict$/)])
})
