import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { spanReporter } from './span-reporter.ts'
import type { Span } from './span.ts'

const closing: (() => unknown)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A collector that answers with the given statuses in turn, then 202, and keeps the ids of what it accepted. */
async function collector(...statuses: number[]) {
  const accepted: string[] = []
  const paths: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const status = statuses.shift() ?? 202
      paths.push(request.url ?? '')
      const spans = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as Span[] // what the reporter sends
      if (status === 202) accepted.push(...spans.map(({ id }) => id))
      response.writeHead(status, { 'retry-after': '0.05' }).end()
    })
  })
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  const port = await listen(0)
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  closing.push(close)
  return { url: `http://127.0.0.1:${port}`, accepted, paths, close, reopen: () => listen(port) }
}

const span = (id: string): Span => ({
  traceId: '1'.repeat(32),
  id,
  kind: 'CLIENT',
  name: 'get /',
  timestamp: 1,
  duration: 1,
  localEndpoint: {},
  tags: {},
})

test('spans arrive in order under the path prefix of the mesh', async () => {
  const { url, accepted, paths } = await collector()
  const reporter = spanReporter({ collectorUrl: `${url}/sandbox/`, gatherMs: 5 })

  for (const id of ['a', 'b', 'c']) reporter.report(span(id))

  await expect.poll(() => accepted).toEqual(['a', 'b', 'c'])
  expect(paths[0]).toBe('/sandbox/api/v2/spans')
  await reporter.close()
})

test('a collector that is behind gets the same spans later', async () => {
  const { url, accepted } = await collector(429, 429)
  const reporter = spanReporter({ collectorUrl: url, gatherMs: 5 })

  reporter.report(span('a'))

  await expect.poll(() => accepted).toEqual(['a'])
  expect(reporter.dropped()).toBe(0)
  await reporter.close()
})

test('a collector that was away gets what was kept for it', async () => {
  const { url, accepted, close, reopen } = await collector()
  close()
  const reporter = spanReporter({ collectorUrl: url, gatherMs: 5 })
  reporter.report(span('a'))
  await new Promise((later) => setTimeout(later, 50))

  await reopen()

  await expect.poll(() => accepted, { timeout: 5000 }).toEqual(['a'])
  await reporter.close()
})

test('the queue is bounded, and a refused batch is counted as given up', async () => {
  const { url, accepted } = await collector(400)
  const reporter = spanReporter({ collectorUrl: url, gatherMs: 20, queueLimit: 2 })

  for (const id of ['a', 'b', 'c']) reporter.report(span(id))
  await expect.poll(() => reporter.dropped()).toBe(3)
  reporter.report(span('d'))

  await expect.poll(() => accepted).toEqual(['d'])
  await reporter.close()
})

test('what is queued at the end is sent once', async () => {
  const { url, accepted } = await collector()
  const reporter = spanReporter({ collectorUrl: url, gatherMs: 60_000 })

  reporter.report(span('a'))
  await reporter.close()

  expect(accepted).toEqual(['a'])
})
