import { afterEach, expect, test } from 'vitest'
import { chassis } from '../chassis.ts'
import { collectSpans } from '../test-support/span-collector.ts'
import { startCalled } from './called-instances.ts'
import { identityOf, outcomeOf, servers, writeKey } from './mesher-under-test.ts'
import { startSidecar } from './sidecar.ts'
import type { Span } from './span.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** One call of `order` under these keys, in a mesh that reports; the spans of both ends. */
async function callUnder(
  keys: Readonly<Record<string, string>>,
  called: Parameters<typeof startCalled>[0]['instances'] = [{ name: 'a' }],
) {
  const { close, ...urls } = await servers()
  closing.push(close)
  for (const [key, value] of Object.entries(keys)) await writeKey(urls.kieUrl, key, value)
  const { spans, collectorUrl } = await collectSpans()
  const all = { ...urls, files: chassis, collectorUrl }
  const instances = await startCalled({ instances: called, identityOf, sidecar: all })
  const caller = await startSidecar({ ...all, identity: identityOf('caller') })
  closing.push(instances.close, caller.close)
  const mesh = { proxyUrl: `http://127.0.0.1:${caller.ports.proxy}` }
  const answer = await outcomeOf(mesh, 'order', { 'x-b3-traceid': 'a'.repeat(32), 'x-b3-spanid': 'b'.repeat(16) })
  return {
    answer,
    mesh,
    metrics: () => metricsAt(`http://127.0.0.1:${caller.ports.admin}`),
    calledMetrics: () => metricsAt(instances.adminUrls[0] ?? ''),
    async spans(count: number): Promise<readonly Span[]> {
      await expect.poll(() => spans.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count)
      return spans.toSorted((a, b) => a.timestamp - b.timestamp)
    },
  }
}

const metricsAt = async (admin: string): Promise<string> => (await fetch(`${admin}/v1/mesher/metrics`)).text()

const halfOf = ({ kind, tags }: Span) => ({
  kind,
  outcome: tags['call.outcome'],
  status: tags['http.status_code'],
  error: tags['error'],
})

const fault = 'cse.governance.Consumer.order.policy.fault.protocols.rest'
const open = { 'cse.circuitBreaker.Consumer.enabled': 'true', 'cse.circuitBreaker.Consumer.forceOpen': 'true' }

test.each([
  ['a limit of its own side', { 'cse.flowcontrol.Consumer.qps.limit.order': '0' }, 'limited', 'too many requests', 502],
  ['an open circuit', open, 'open-circuit', 'API order:: is isolated because of error: circuit open', 503],
  [
    'a fault',
    { [`${fault}.abort.httpStatus`]: '418', [`${fault}.abort.percent`]: '100' },
    'fault',
    'injecting abort',
    418,
  ],
] as const)(
  'a call refused by %s is reported by the caller alone, with what refused it',
  async (_, keys, outcome, error, status) => {
    const call = await callUnder({ ...keys })

    expect(call.answer).toBe(`${status} ${error}`)
    expect((await call.spans(1)).map(halfOf)).toEqual([{ kind: 'CLIENT', outcome, status: `${status}`, error }])
  },
)

test('a call without an instance is reported so', async () => {
  const rule = '- route: [{weight: 100, tags: {version: "9.9.9"}}]'

  const { spans } = await callUnder({ 'servicecomb.routeRule.order': rule })

  const error = 'lb: No available instance, key: order(version:9.9.9)'
  expect((await spans(1)).map(halfOf)).toEqual([{ kind: 'CLIENT', outcome: 'no-instance', status: '502', error }])
})

test('a call that the called side limits is limited in both halves of its record', async () => {
  const { spans, calledMetrics } = await callUnder({ 'cse.flowcontrol.Provider.qps.global.limit': '0' })

  const halves = await spans(2)
  const told = { outcome: 'limited', status: '502', error: 'too many requests' }
  expect(halves.map(halfOf)).toEqual(
    expect.arrayContaining([
      { kind: 'CLIENT', ...told },
      { kind: 'SERVER', ...told },
    ]),
  )
  expect(new Set(halves.map(({ id }) => id)).size).toBe(1)
  // The called side counts nothing but its own errors.
  expect(await calledMetrics()).toContain('status_5xx{app="shop",service_name="order",version="1.0.0"} 1')
})

test('each attempt of a retried call has a span of its own beside the others, counted in both halves', async () => {
  const retry = { 'cse.loadbalance.retryEnabled': 'true', 'cse.loadbalance.retryOnSame': '2' }

  const { spans } = await callUnder(retry, [{ name: 'a', answers: 503 }])

  const halves = await spans(6)
  const attempts = Map.groupBy(halves, ({ id }) => id)
  expect([...attempts.values()].map((each) => each.map(({ tags }) => tags['http.request.resend_count']))).toEqual([
    [undefined, undefined],
    ['1', '1'],
    ['2', '2'],
  ])
  expect(new Set(halves.map(({ traceId, parentId }) => `${traceId}/${parentId}`))).toEqual(
    new Set([`${'a'.repeat(32)}/${'b'.repeat(16)}`]),
  )
  expect(halves.map(({ tags }) => tags['call.outcome'])).toEqual(Array.from({ length: 6 }, () => 'failed'))
})

test('what an injected delay adds is in the duration that the caller reports, not in that of the called side', async () => {
  const { spans } = await callUnder({ [`${fault}.delay.fixedDelay`]: '80', [`${fault}.delay.percent`]: '100' })

  const [client, server] = await spans(2)
  expect([client?.kind, server?.kind]).toEqual(['CLIENT', 'SERVER'])
  expect((client?.duration ?? 0) - (server?.duration ?? 0)).toBeGreaterThan(70_000)
})

test('a call that the limit of its own side refused counts for the version that a rule chose, without an app', async () => {
  const { metrics } = await callUnder({
    'servicecomb.routeRule.order': '- route: [{weight: 100, tags: {version: "1.0.0"}}]',
    'cse.flowcontrol.Consumer.qps.limit.order': '0',
  })

  expect(await metrics()).toContain('status_5xx{app="",service_name="order",version="1.0.0"} 1')
})
