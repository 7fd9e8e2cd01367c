import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { consoleWith } from '../test-support/console-with.ts'

const script = 'globalThis.started = true'

/** A built application as Vite leaves it, with one page and one script. */
async function builtApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-web-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>')
  await writeFile(join(folder, 'assets/main-4711.js'), script)
  await writeFile(join(folder, 'assets/main-4711.js.br'), brotliCompressSync(script))
  await writeFile(join(folder, 'meshdeck.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  return folder
}

async function serving() {
  const { stranger } = await consoleWith({ settings: { webFolder: await builtApp() } })
  return stranger()
}

test('every page comes with a nonce of its own that its policy allows, and is never stored', async () => {
  const browser = await serving()

  const [one, other] = [await browser.get('/').expect(200), await browser.get('/meshes/demo/topology').expect(200)]

  const nonce = /nonce="([^"]+)"/.exec(one.text)?.[1]
  expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(one.headers['cache-control']).toBe('no-store')
  expect(other.text).toContain('<div id="root">')
  expect(/nonce="([^"]+)"/.exec(other.text)?.[1]).not.toBe(nonce)
})

test('the policy has no exception for inline code, for frames or for other hosts', async () => {
  const { headers } = await (await serving()).get('/').expect(200)

  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  expect(headers).not.toHaveProperty('x-powered-by')
})

test('assets stay in the browser for good, compressed as the build left them', async () => {
  const { url } = await consoleWith({ settings: { webFolder: await builtApp() } })

  const response = await fetch(`${url}/assets/main-4711.js`, { headers: { 'accept-encoding': 'gzip, br' } })

  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/^(text|application)\/javascript/),
    vary: expect.stringContaining('Accept-Encoding'),
  })
  expect(await response.text()).toBe(script)
})

test('a browser that takes no brotli gets the asset as it is', async () => {
  const { headers, text } = await (await serving()).get('/assets/main-4711.js').set('Accept-Encoding', 'identity')

  expect(headers).not.toHaveProperty('content-encoding')
  expect(text).toBe(script)
})

test('an asset that is gone is a problem, not the page', async () => {
  const { body } = await (await serving()).get('/assets/main-0815.js').expect(404)

  expect(body).toMatchObject({ code: 'no-such-address', params: { path: '/assets/main-0815.js' } })
})

test('an unknown address of the API is a problem, not the page', async () => {
  const { body } = await (await serving()).get('/api/no/such/thing').expect(404)

  expect(body).toMatchObject({ code: 'no-such-address', detail: 'There is nothing at /api/no/such/thing.' })
})

test('nobody reads files outside of the application', async () => {
  const browser = await serving()

  for (const path of ['/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fpackage.json', '/.vite/manifest.json']) {
    expect((await browser.get(path)).text).not.toContain('"name"')
  }
})
