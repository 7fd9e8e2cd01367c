import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { isAllowed, readAdmin } from './admin.ts'
import { ServiceCombDeclaration } from './declaration.ts'

const declaration = ServiceCombDeclaration.parse({
  kind: 'servicecomb',
  name: 'lab',
  registry: { address: 'http://127.0.0.1:9' },
  policies: { address: 'http://127.0.0.1:9' },
  allowedNetworks: ['127.0.0.0/8'],
})

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

/** A stranger's listener; answers each path as told and counts what it was asked. */
async function stranger(answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status, headers = {}, body = '' } = answer(request.url ?? '')
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => server.close())
  return { port: (server.address() as AddressInfo).port, asked } // a TCP server's address is an object
}

test('networks hold for what an address is, whatever its clothes', () => {
  expect(isAllowed('127.0.0.3', ['127.0.0.0/8'])).toBe(true)
  expect(isAllowed('::ffff:127.0.0.3', ['127.0.0.0/8'])).toBe(true)
  expect(isAllowed('169.254.169.254', ['127.0.0.0/8', '10.0.0.0/8'])).toBe(false)
  expect(isAllowed('::1', ['127.0.0.0/8'])).toBe(false)
  expect(isAllowed('fd00::1', ['fd00::/8'])).toBe(true)
  expect(isAllowed('127.0.0.1', [])).toBe(false)
})

test('a redirect is not followed, wherever it leads', async () => {
  const inner = await stranger(() => ({ status: 200, body: 'secret' }))
  const outer = await stranger(() => ({ status: 302, headers: { location: `http://127.0.0.1:${inner.port}/` } }))

  await expect(
    readAdmin({ protocol: 'rest-admin', host: '127.0.0.1', port: outer.port }, '/', declaration),
  ).rejects.toThrow('fetch failed')

  expect(inner.asked).toEqual([])
})

test('nothing is asked at an address that is not allowed, and what is not there is no rule', async () => {
  const { port, asked } = await stranger(() => ({ status: 404 }))
  const address = { protocol: 'rest-admin', host: '127.0.0.1', port }

  await expect(readAdmin(address, '/', { ...declaration, allowedNetworks: ['10.0.0.0/8'] })).rejects.toMatchObject({
    code: 'address-not-allowed',
  })
  expect(asked).toEqual([])
  expect(await readAdmin(address, '/', declaration)).toBeUndefined()
})

test('an answer without end is cut off', async () => {
  const { port } = await stranger(() => ({ status: 200, body: 'x'.repeat(2 * 1024 * 1024) }))

  await expect(readAdmin({ protocol: 'rest-admin', host: '127.0.0.1', port }, '/', declaration)).rejects.toThrow(
    'larger',
  )
})
