import { afterEach, expect, test } from 'vitest'
import { startSandbox, type SandboxOptions } from './main.ts'
import type { Span } from './sidecar/span.ts'
import { collectSpans } from './test-support/span-collector.ts'

const closing: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function start(options: SandboxOptions) {
  const sandbox = await startSandbox(options)
  closing.push(sandbox.close)
  return sandbox
}

/** The small world: predict and ocr in one environment. */
const small = { services: ['predict', 'ocr'], environments: ['testing'], rate: 200 } satisfies SandboxOptions

const servedBy = (spans: readonly Span[], service: string) =>
  spans.filter(({ kind, localEndpoint }) => kind === 'SERVER' && localEndpoint.serviceName === service)

async function enough(spans: readonly Span[], service: string, count: number) {
  await expect.poll(() => servedBy(spans, service).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count)
}

const shareOf = (spans: readonly Span[], version: string): number =>
  spans.filter(({ tags }) => tags['service.version'] === version).length / spans.length

async function ocrRuleOf(kieUrl: string, environment: string) {
  const query = `key=servicecomb.routeRule.ocr&label=appId:cloud&label=environment:${environment}&match=exact`
  const answer = await fetch(`${kieUrl}/v1/default/kie/kv?${query}`)
  // Kie's list (servicecomb.md 2.4).
  const { data = [] } = (await answer.json()) as { data?: { id: string; value: string }[] }
  return data[0]
}

test('all nine services register with their areas, and one process hosts two of them', async () => {
  const { serviceCenterUrl } = await start({ rate: 0 })

  const answer = await fetch(`${serviceCenterUrl}/v4/default/registry/microservices?noCache=1`)
  // The registry's list (servicecomb.md 1.4).
  const { services } = (await answer.json()) as {
    services: { serviceId: string; serviceName: string; environment: string; properties: { area: string } }[]
  }

  const production = services.filter(({ environment }) => environment === 'production')
  expect(new Set(production.map(({ serviceName, properties }) => `${serviceName} ${properties.area}`))).toEqual(
    new Set([
      'portal edge',
      'iam cloud',
      'ncr cloud',
      'vpc cloud',
      'adminagency cloud',
      'predict ai',
      'ocr ai',
      'billing ops',
      'notification ops',
    ]),
  )
  const hosts = await Promise.all(
    production
      .filter(({ properties }) => properties.area === 'ops')
      .map(({ serviceId }) =>
        fetch(`${serviceCenterUrl}/v4/default/registry/microservices/${serviceId}/instances?noCache=1`).then((each) =>
          each.text(),
        ),
      ),
  )
  for (const instances of hosts) expect(instances).toContain('"workload":"core-suite"')
})

test('everything stays on 1.0.0 until a rule moves a share of the Android calls, and of nobody else', async () => {
  const { spans, collectorUrl } = await collectSpans()
  const { kieUrl } = await start({ ...small, collectorUrl })
  await enough(spans, 'ocr', 60)
  expect(shareOf(servedBy(spans, 'ocr'), '1.0.0')).toBe(1)

  const rule = await ocrRuleOf(kieUrl, 'testing')
  const android = `
- precedence: 2
  match: {headers: {Device-Os: {exact: android}}}
  route: [{weight: 95, tags: {version: "1.0.0"}}, {weight: 5, tags: {version: "1.0.1"}}]`
  await fetch(`${kieUrl}/v1/default/kie/kv/${rule?.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value: rule?.value + android }),
  })
  await expect.poll(() => shareOf(spans, '1.0.1'), { timeout: 15_000 }).toBeGreaterThan(0)
  spans.length = 0
  await enough(spans, 'ocr', 400)

  const calls = Object.groupBy(servedBy(spans, 'ocr'), ({ tags }) =>
    tags['http.request.header.device-os'] === 'android' ? 'android' : 'others',
  )
  expect(shareOf(calls.android ?? [], '1.0.1')).toBeGreaterThan(0.02)
  expect(shareOf(calls.android ?? [], '1.0.1')).toBeLessThan(0.08)
  expect(shareOf(calls.others ?? [], '1.0.1')).toBe(0)
})

test('both halves of a call share their span, and say who called for whom', async () => {
  const { spans, collectorUrl } = await collectSpans()
  await start({ ...small, collectorUrl })
  await enough(spans, 'ocr', 20)

  const server = servedBy(spans, 'ocr')[0]
  await expect.poll(() => spans.some(({ kind, id }) => kind === 'CLIENT' && id === server?.id)).toBe(true)
  const client = spans.find(({ kind, id }) => kind === 'CLIENT' && id === server?.id)
  const entry = spans.find(({ id }) => id === server?.parentId)

  expect(server).toMatchObject({ traceId: client?.traceId, parentId: client?.parentId, shared: true })
  expect(entry).toMatchObject({ kind: 'SERVER', localEndpoint: { serviceName: 'predict' } })
  expect(entry).not.toHaveProperty('shared')
  expect(entry?.remoteEndpoint?.ipv4).toMatch(/^10\./)
  expect(client?.tags).toMatchObject({
    'service.namespace': 'cloud@testing',
    'peer.service': 'ocr',
    'service.peer.namespace': 'cloud@testing',
    'peer.service.version': server?.tags['service.version'],
    'peer.service.instance.id': server?.tags['service.instance.id'],
  })
  expect(server?.tags).toMatchObject({
    'tenant.id': expect.stringMatching(/^t-/),
    'user.id': expect.stringMatching(/^u-/),
    'client.address': expect.stringMatching(/^10\.[\d.]+:\d+$/),
    'request.id': expect.stringMatching(/^req-/),
    'http.route': '/v1/ocr/:kind',
    'http.url': expect.stringMatching(/^http:\/\/ocr\/v1\/ocr\//),
    'http.request.header.authorization': expect.stringMatching(/^Bearer /),
    'http.request.body': expect.stringContaining('image'),
  })
})

async function write(kieUrl: string, environment: string, values: Readonly<Record<string, string>>) {
  for (const [key, value] of Object.entries(values)) {
    await fetch(`${kieUrl}/v1/default/kie/kv`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, value, status: 'enabled', labels: { appId: 'cloud', environment } }),
    })
  }
}

test('time-outs of a slow ocr open the circuit of its callers, which closes when ocr is well again', async () => {
  const { spans, collectorUrl } = await collectSpans()
  const sandbox = await start({ ...small, collectorUrl })
  const toOcr = () => spans.filter(({ tags }) => tags['peer.service'] === 'ocr').map(({ tags }) => tags['call.outcome'])
  await sandbox.setScenario('slow ocr')
  await write(sandbox.kieUrl, 'testing', {
    'cse.isolation.Consumer.ocr.timeoutInMilliseconds': '600',
    'cse.circuitBreaker.Consumer.enabled': 'true',
    'cse.circuitBreaker.Consumer.sleepWindowInMilliseconds': '500',
  })

  await expect.poll(toOcr, { timeout: 15_000 }).toContain('open-circuit')
  const error = 'API ocr:: is isolated because of error: circuit open'
  expect(spans.find(({ tags }) => tags['call.outcome'] === 'open-circuit')?.tags).toMatchObject({ error })

  await sandbox.setScenario('normal')
  await expect.poll(() => new Set(toOcr().slice(-20)), { timeout: 15_000 }).toEqual(new Set(['ok']))
})

test('a failing candidate fails about a third of its calls', async () => {
  const { spans, collectorUrl } = await collectSpans()
  const sandbox = await start({ ...small, collectorUrl })
  const rule = await ocrRuleOf(sandbox.kieUrl, 'testing')
  await fetch(`${sandbox.kieUrl}/v1/default/kie/kv/${rule?.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value: rule?.value.replace('1.0.0"', '1.0.1"') }),
  })
  await sandbox.setScenario('failing candidate')
  await expect.poll(() => shareOf(servedBy(spans, 'ocr').slice(-50), '1.0.1'), { timeout: 15_000 }).toBe(1)
  spans.length = 0
  await enough(spans, 'ocr', 200)

  const calls = servedBy(spans, 'ocr')
  const failed = calls.filter(({ tags }) => tags['http.status_code'] === '502').length / calls.length
  expect(failed).toBeGreaterThan(0.15)
  expect(failed).toBeLessThan(0.45)
})

test('traffic goes on through a registry outage and a config outage', async () => {
  const { spans, collectorUrl } = await collectSpans()
  const sandbox = await start({ ...small, collectorUrl })
  await enough(spans, 'ocr', 20)

  for (const outage of ['registry outage', 'config outage'] as const) {
    await sandbox.setScenario(outage)
    const stopped = outage === 'registry outage' ? sandbox.serviceCenterUrl : sandbox.kieUrl
    await expect(fetch(stopped)).rejects.toThrow('fetch failed')
    spans.length = 0
    await enough(spans, 'ocr', 40)
    expect(shareOf(servedBy(spans, 'ocr'), '1.0.0')).toBe(1)
  }

  await sandbox.setScenario('normal')
  expect((await fetch(`${sandbox.kieUrl}/v1/health`)).status).toBe(200)
})

test('as java-chassis it pays no heed to documents that are labelled for Mesher', async () => {
  const { spans, collectorUrl } = await collectSpans()
  await start({ ...small, flavour: 'java-chassis', collectorUrl })
  await enough(spans, 'ocr', 60)

  // Four instances in turn, one of them 1.0.1.
  expect(shareOf(servedBy(spans, 'ocr'), '1.0.1')).toBeGreaterThan(0.1)
})

test('the same seed makes the same clients', async () => {
  const people = async (seed: string) => {
    const { spans, collectorUrl } = await collectSpans()
    const sandbox = await start({ ...small, seed, collectorUrl })
    await enough(spans, 'predict', 30)
    await sandbox.close()
    return servedBy(spans, 'predict').map(({ tags }) => tags['request.id'])
  }
  const [first, again, other] = await Promise.all([people('a'), people('a'), people('b')])

  expect(first.filter((id) => again.includes(id)).length).toBeGreaterThanOrEqual(25)
  expect(first.filter((id) => other.includes(id))).toEqual([])
})

test('a circuit breaker on core-suite opens while billing fails, and closes when it is well again', async () => {
  const { spans, collectorUrl } = await collectSpans()
  const sandbox = await start({
    services: ['predict', 'ocr', 'billing', 'notification', 'portal'],
    environments: ['production'],
    rate: 400,
    collectorUrl,
  })
  const write = (key: string, value: string) =>
    fetch(`${sandbox.kieUrl}/v1/default/kie/kv`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, value, status: 'enabled', labels: { app: 'cloud', environment: 'production' } }),
    })
  await write('servicecomb.matchGroup.records', 'matches: [{apiPath: {prefix: /v1/usage}}]')
  await write('servicecomb.circuitBreaker.records', '{minimumNumberOfCalls: 10, waitDurationInOpenState: 300}')
  const latest = () => new Set(servedBy(spans, 'billing').map(({ tags }) => tags['call.outcome']))
  await enough(spans, 'billing', 20)
  expect([...latest()]).toEqual(['ok'])

  await sandbox.setScenario('failing billing')
  await expect.poll(() => [...latest()], { timeout: 15_000 }).toContain('open-circuit')
  expect([...latest()]).toContain('failed')

  await sandbox.setScenario('normal')
  const wellAgain = () => {
    const recent = servedBy(spans, 'billing').slice(-40)
    return recent.every(({ tags }) => tags['call.outcome'] === 'ok')
  }
  await expect.poll(wellAgain, { timeout: 15_000 }).toBe(true)
})
