import { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpCall } from '../sidecar/http-call.ts'
import { startSandbox, type Sandbox } from '../sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ services: ['predict', 'ocr'], environments: ['testing'], rate: 50 })
})
afterAll(() => sandbox.close())

const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(sandbox.controlUrl + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

test('the page brings its own policy and no part of it breaks the policy', async () => {
  const page = await fetch(sandbox.controlUrl)
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '') ?? []
  const html = await page.text()

  expect(html).toContain(`<script nonce="${nonce}">`)
  expect(html).not.toMatch(/ (style|on\w+)="/)
})

test('a server is stopped and started again', async () => {
  await send('PUT', '/api/servers/kie', { running: false })
  await expect(fetch(sandbox.kieUrl)).rejects.toThrow('fetch failed')

  const state = await (await send('PUT', '/api/servers/kie', { running: true })).json()

  expect(state).toMatchObject({ servers: { kie: { running: true } } })
  expect((await fetch(`${sandbox.kieUrl}/v1/health`)).status).toBe(200)
})

test('a process is restarted on its ports and serves again', async () => {
  const before = sandbox.sidecars().find(({ identity }) => identity.version === '1.0.1')

  const answer = await send('POST', '/api/processes/ocr-4%40testing/restart', {})

  const after = sandbox.sidecars().find(({ identity }) => identity.version === '1.0.1')
  expect(answer.status).toBe(200)
  expect(before?.ended()).toBe('stopped')
  expect(after?.ended()).toBeUndefined()
  expect(after?.ports).toEqual(before?.ports)
})

test('the load follows what is asked', async () => {
  await send('PUT', '/api/rate', { callsPerSecond: 0 })
  const { sent } = sandbox.counts()
  await new Promise((later) => setTimeout(later, 60))
  expect(sandbox.counts().sent).toBe(sent)

  await send('PUT', '/api/rate', { callsPerSecond: 500 })
  await expect.poll(() => sandbox.counts().sent).toBeGreaterThan(sent + 20)
})

test('what makes no sense is refused with a sentence', async () => {
  const refused = [
    await send('PUT', '/api/rate', { callsPerSecond: 'many' }),
    await send('PUT', '/api/scenario', { name: 'flood' }),
    await send('PUT', '/api/servers/etcd', { running: false }),
    await send('POST', '/api/processes/nobody/restart', {}),
  ]
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 404, 404])
  expect(await refused[1]?.text()).toContain('slow candidate')
})

test('other sites can neither write nor come in under another name', async () => {
  expect((await send('PUT', '/api/rate', { callsPerSecond: 1 }, { 'content-type': 'text/plain' })).status).toBe(415)
  expect(sandbox.rate()).not.toBe(1)

  const { hostname, port } = new URL(sandbox.controlUrl)
  const rebound = { method: 'GET', path: '/api/state', headers: { host: 'cloud.example' }, body: '' }
  expect((await httpCall(new Agent(), { host: hostname, port: Number(port) }, rebound, 1000)).status).toBe(403)
})
