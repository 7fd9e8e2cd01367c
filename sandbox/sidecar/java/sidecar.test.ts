import { afterEach, expect, test } from 'vitest'
import { collectSpans } from '../../test-support/span-collector.ts'
import { virtualClock } from '../../test-support/virtual-clock.ts'
import type { Call } from '../http-call.ts'
import type { Application } from '../incoming.ts'
import { json } from '../listener.ts'
import { identityOf, servers } from '../mesher-under-test.ts'
import { startSidecar, type SidecarOptions } from '../sidecar.ts'
import type { Span } from '../span.ts'

const closing: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Service Center, Kie, a collector, `billing` in java-chassis with an application, and `portal` in Mesher that calls it. */
async function coreSuite(application: Application, keys: Readonly<Record<string, string>> = {}) {
  const { close, ...urls } = await servers()
  closing.push(close)
  const { spans, collectorUrl } = await collectSpans()
  for (const [key, value] of Object.entries(keys)) await write(urls.kieUrl, key, value)
  const clock = virtualClock()
  const run = async (options: Pick<SidecarOptions, 'identity' | 'application'>) => {
    const sidecar = await startSidecar({ ...urls, collectorUrl, clock, ...options })
    closing.push(sidecar.close)
    return sidecar
  }
  const billing = await run({ identity: identityOf('billing', { flavour: 'java-chassis' }), application })
  const portal = await run({ identity: identityOf('portal') })
  const call = async (from = portal) => (await from.send('billing', get)).status
  return { billing, portal, call, clock, spans, kieUrl: urls.kieUrl }
}

const get: Call = { method: 'GET', path: '/v1/usage', headers: {}, body: '' }

/** The document that java-chassis processes of the whole app read. */
async function write(kieUrl: string, key: string, value: string): Promise<void> {
  const answer = await fetch(`${kieUrl}/v1/default/kie/kv`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, value, status: 'enabled', labels: { app: 'shop', environment: '' } }),
  })
  if (!answer.ok) throw new Error(`Kie answered ${answer.status} ${await answer.text()}`)
}

/** Outcomes of both halves of the calls so far, in the order they began. */
const outcomesOf = (spans: readonly Span[], kind: Span['kind']): (string | undefined)[] =>
  spans
    .filter((span) => span.kind === kind)
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .map(({ tags }) => tags['call.outcome'])

/** Outcomes of the callers' halves and of the callees'. */
const halvesOf = (spans: readonly Span[]) => [outcomesOf(spans, 'CLIENT'), outcomesOf(spans, 'SERVER')]

const both = (...outcomes: string[]) => [outcomes, outcomes]

const soon = { timeout: 5000 }

const all = { 'servicecomb.matchGroup.all': 'matches: [{serviceName: portal}]' }

test('a limit that is written to Kie refuses calls of the running process, and its removal ends that', async () => {
  const { call, clock, kieUrl } = await coreSuite(() => Promise.resolve(json(200, {})), all)
  expect([await call(), await call()]).toEqual([200, 200])

  await write(kieUrl, 'servicecomb.rateLimiting.all', '{rate: 1, limitRefreshPeriod: "1M"}')
  await expect.poll(() => call(), soon).toBe(429)

  await clock.pass(60_000)
  expect([await call(), await call()]).toEqual([200, 429])
})

test('both halves of a limited call say so, although its status is a 4xx', async () => {
  const { call, spans } = await coreSuite(() => Promise.resolve(json(200, {})), {
    ...all,
    'servicecomb.rateLimiting.all': '{rate: 1}',
  })
  await call()
  await call()

  await expect.poll(() => halvesOf(spans), soon).toEqual(both('ok', 'limited'))
})

test('both halves of a call that an open circuit refuses say so, and of those that opened it that they failed', async () => {
  const { call, clock, spans } = await coreSuite(() => Promise.resolve(json(503, {})), {
    ...all,
    'servicecomb.circuitBreaker.all': '{minimumNumberOfCalls: 2, waitDurationInOpenState: "5S"}',
  })
  expect([await call(), await call(), await call()]).toEqual([503, 503, 429])
  await clock.pass(5001)
  expect(await call()).toBe(503)

  await expect.poll(() => halvesOf(spans), soon).toEqual(both('failed', 'failed', 'open-circuit', 'failed'))
})

test('a fault is the outcome of a call that never left', async () => {
  const fault = 'servicecomb.governance.Consumer.billing.policy.fault.protocols.rest.abort'
  const { call, billing, spans } = await coreSuite(() => Promise.resolve(json(200, {})), {
    [`${fault}.httpStatus`]: '503',
    [`${fault}.percent`]: '100',
  })
  expect(await call(billing)).toBe(503)

  await expect.poll(() => halvesOf(spans), soon).toEqual([['fault'], []])
})

test('each try of a retried call is a record of its own', async () => {
  let calls = 0
  const application: Application = () => Promise.resolve(json((calls += 1) < 3 ? 503 : 200, {}))
  const { call, billing, clock, spans } = await coreSuite(application, {
    'servicecomb.matchGroup.own': 'matches: [{serviceName: billing}]',
    'servicecomb.retry.own': '{maxAttempts: 2}',
  })
  expect(await clock.until([call(billing)])).toMatchObject([{ value: 200 }])

  await expect.poll(() => halvesOf(spans), soon).toEqual(both('failed', 'failed', 'ok'))
  const attempts = spans
    .filter(({ kind }) => kind === 'CLIENT')
    .map(({ tags }) => tags['http.request.resend_count'] ?? '0')
  expect(attempts.toSorted()).toEqual(['0', '1', '2'])
})
