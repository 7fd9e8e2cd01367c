import { afterEach, expect, test } from 'vitest'
import { startKie } from '../kie/kie.ts'
import { startServiceCenter } from '../service-center/service-center.ts'
import { Dropped } from './listener.ts'
import { identityOf, outcomeOf, writeRule, type MesherUnderTest } from './mesher-under-test.ts'
import { startSidecar, type Sidecar, type SidecarOptions } from './sidecar.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function controlPlane() {
  const [serviceCenter, kie] = await Promise.all([startServiceCenter(), startKie()])
  closing.push(serviceCenter.close, kie.close)
  return { serviceCenter, kie, urls: { serviceCenterUrl: serviceCenter.url, kieUrl: kie.url } }
}

type Urls = Pick<SidecarOptions, 'serviceCenterUrl' | 'kieUrl'>

async function start(urls: Urls, options: Omit<SidecarOptions, keyof Urls>): Promise<Sidecar> {
  const sidecar = await startSidecar({ refreshSeconds: 0.05, ...urls, ...options })
  closing.push(sidecar.close)
  return sidecar
}

const answering = (version: string) => () =>
  Promise.resolve({ status: 200, headers: {}, body: `{"version":"${version}"}` })

const order = (urls: Urls, version: string) =>
  start(urls, { identity: identityOf('order', { version }), application: answering(version) })

const through = (urls: Urls, caller: Sidecar): MesherUnderTest => ({
  ...urls,
  proxyUrl: `http://127.0.0.1:${caller.ports.proxy}`,
  adminUrl: `http://127.0.0.1:${caller.ports.admin}`,
  close: () => Promise.resolve(),
})

const only = (version: string): string => `- route: [{weight: 100, tags: {version: "${version}"}}]`

async function eventually(check: () => Promise<void>): Promise<void> {
  await expect.poll(() => check().then(() => 'met', String), { timeout: 5000, interval: 20 }).toBe('met')
}

async function instancesOf(serviceCenterUrl: string, service: string) {
  const answer = await fetch(
    `${serviceCenterUrl}/v4/default/registry/instances?appId=shop&serviceName=${service}&noCache=1`,
  )
  // The registry's list (servicecomb.md 1.7).
  const { instances = [] } = (await answer.json()) as { instances?: { endpoints: string[]; properties: object }[] }
  return instances
}

test('registers as a Mesher does, and leaves the registry when it is stopped', async () => {
  const { serviceCenter, urls } = await controlPlane()
  const sidecar = await start(urls, { identity: identityOf('order', { instanceProperties: { zone: 'a' } }) })
  const { rest, admin } = sidecar.ports

  expect(await instancesOf(serviceCenter.url, 'order')).toMatchObject([
    {
      endpoints: expect.arrayContaining([`rest://127.0.0.1:${rest}`, `rest-admin://127.0.0.1:${admin}`]),
      properties: { zone: 'a' },
    },
  ])
  const { service } = (await (
    await fetch(`${serviceCenter.url}/v4/default/registry/microservices/${sidecar.ids().serviceId}?noCache=1`)
  ).json()) as { service: object } // The registry's answer (servicecomb.md 1.4).
  expect(service).toMatchObject({ framework: { name: 'Mesher' }, registerBy: 'SIDECAR', alias: 'shop:order' })

  await sidecar.close()
  expect(await instancesOf(serviceCenter.url, 'order')).toEqual([])
})

test('registers again when Service Center has forgotten it', async () => {
  const { serviceCenter, urls } = await controlPlane()
  const sidecar = await start(urls, { identity: identityOf('order'), heartbeatSeconds: 0.05 })
  const { serviceId, instanceId } = sidecar.ids()

  await fetch(`${serviceCenter.url}/v4/default/registry/microservices/${serviceId}/instances/${instanceId}`, {
    method: 'DELETE',
  })

  await eventually(async () => expect(await instancesOf(serviceCenter.url, 'order')).toHaveLength(1))
  expect(sidecar.ids().instanceId).not.toBe(instanceId)
})

test('a rule for one caller goes before the rule of the app, which returns when the other is deleted', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const caller = await start(urls, { identity: identityOf('caller') })
  const mesh = through(urls, caller)
  await writeRule(kie.url, 'order', only('1.0.0'))
  await eventually(async () => expect(await outcomeOf(mesh, 'order')).toBe('1.0.0'))

  const labels = { appId: 'shop', environment: '', serviceName: 'caller', version: '1.0.0' }
  const id = await create(kie.url, { value: only('2.0.0'), labels })
  await eventually(async () => expect(await outcomeOf(mesh, 'order')).toBe('2.0.0'))

  await fetch(`${kie.url}/v1/default/kie/kv/${id}`, { method: 'DELETE' })
  await eventually(async () => expect(await outcomeOf(mesh, 'order')).toBe('1.0.0'))
})

async function create(
  kieUrl: string,
  document: { key?: string; value: string; labels: Record<string, string>; status?: string },
) {
  const answer = await fetch(`${kieUrl}/v1/default/kie/kv`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'servicecomb.routeRule.order', status: 'enabled', ...document }),
  })
  const { id } = (await answer.json()) as { id: string } // Kie's document (servicecomb.md 2.2).
  return id
}

test.each([
  ['of java-chassis', { app: 'shop', environment: '' }, 'enabled'],
  ['without the environment', { appId: 'shop' }, 'enabled'],
  ['with one more', { appId: 'shop', environment: '', owner: 'me' }, 'enabled'],
  ['that fit, but disabled', { appId: 'shop', environment: '' }, 'disabled'],
])('a document with labels %s is invisible to a Mesher', async (_, labels, status) => {
  const { kie, urls } = await controlPlane()
  await create(kie.url, { value: only('1.0.0'), labels, status })
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const caller = await start(urls, { identity: identityOf('caller') })

  expect(await outcomeOf(through(urls, caller), 'order')).toBe('2.0.0')
})

test('a polling sidecar hears of a rule within its interval', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const caller = await start(urls, { identity: identityOf('caller'), kieMode: 'poll', kieIntervalSeconds: 0.1 })

  await writeRule(kie.url, 'order', only('1.0.0'))

  await eventually(async () => expect(await outcomeOf(through(urls, caller), 'order')).toBe('1.0.0'))
})

test('the rules in force stay while Kie is away, and changes made meanwhile arrive when it is back', async () => {
  const { kie, urls } = await controlPlane()
  await writeRule(kie.url, 'order', only('1.0.0'))
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const caller = await start(urls, { identity: identityOf('caller') })
  const mesh = through(urls, caller)

  await kie.pause()
  expect(await outcomeOf(mesh, 'order')).toBe('1.0.0')

  await kie.resume()
  await writeRule(kie.url, 'order', only('2.0.0'))
  await eventually(async () => expect(await outcomeOf(mesh, 'order')).toBe('2.0.0'))
})

test('calls go on while Service Center is away', async () => {
  const { serviceCenter, urls } = await controlPlane()
  await order(urls, '1.0.0')
  const caller = await start(urls, { identity: identityOf('caller') })
  await outcomeOf(through(urls, caller), 'order')

  await serviceCenter.pause()

  expect(await outcomeOf(through(urls, caller), 'order')).toBe('1.0.0')
})

test('when the last instance has gone, callers keep trying its address', async () => {
  const { urls } = await controlPlane()
  const provider = await order(urls, '1.0.0')
  const caller = await start(urls, { identity: identityOf('caller') })
  await outcomeOf(through(urls, caller), 'order')

  await provider.close()

  await eventually(async () =>
    expect(await outcomeOf(through(urls, caller), 'order')).toMatch(/^502 Get .* connect: connection refused$/),
  )
})

test('an unknown service, a call that takes too long and a broken application each have their own answer', async () => {
  const { urls } = await controlPlane()
  await start(urls, { identity: identityOf('slow'), application: () => new Promise(() => undefined) })
  await start(urls, { identity: identityOf('broken'), application: () => Promise.reject(new Dropped('gone')) })
  const caller = await start(urls, { identity: identityOf('caller'), timeoutMs: 50 })
  const mesh = through(urls, caller)

  expect(await outcomeOf(mesh, 'nobody')).toBe('no instance')
  expect(await outcomeOf(mesh, 'slow')).toMatch(/^502 Get .*context deadline exceeded/)
  expect(await outcomeOf(mesh, 'broken')).toMatch(/^502 Get .*: EOF$/)
})

test('asking for a provider makes the dependency known to Service Center', async () => {
  const { serviceCenter, urls } = await controlPlane()
  const provider = await order(urls, '1.0.0')
  const caller = await start(urls, { identity: identityOf('caller') })
  await outcomeOf(through(urls, caller), 'order')

  await eventually(async () => {
    const path = `/v4/default/registry/microservices/${caller.ids().serviceId}/providers`
    expect(await (await fetch(serviceCenter.url + path)).text()).toContain(provider.ids().serviceId)
  })
})

test.each([
  [
    'by share',
    { policyType: 'RATE', ruleItems: [{ groupCondition: 'version=1.0.0', policyCondition: '100' }] },
    {},
    '1.0.0',
  ],
  [
    'by condition',
    { policyType: 'RULE', ruleItems: [{ groupCondition: 'version=1.0.0', policyCondition: 'name=jack' }] },
    { name: 'jack' },
    '1.0.0',
  ],
  [
    'by a condition that is not met',
    { policyType: 'RULE', ruleItems: [{ groupCondition: 'version=1.0.0', policyCondition: 'name=jack' }] },
    { name: 'jill' },
    '2.0.0',
  ],
])('a rule of the deprecated form is followed, too, %s', async (_, rule, headers, version) => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  await create(kie.url, {
    key: 'servicecomb.darklaunch.policy.order',
    value: JSON.stringify(rule),
    labels: { appId: 'shop', environment: '' },
  })
  const caller = await start(urls, { identity: identityOf('caller') })

  expect(await outcomeOf(through(urls, caller), 'order', headers)).toBe(version)
})

test('a chain that names a handler that Mesher does not have keeps it from starting', async () => {
  const { urls } = await controlPlane()
  const files = { 'servicecomb.handler.chain.Consumer.outgoing': 'router,monitoring,loadbalance,transport' }

  await expect(start(urls, { identity: identityOf('caller'), files })).rejects.toThrow(
    "don't have handler [monitoring]",
  )
})

test('the admin listener shows the rule in force as Mesher writes it', async () => {
  const { kie, urls } = await controlPlane()
  await writeRule(kie.url, 'order', only('1.0.0'))
  const caller = await start(urls, { identity: identityOf('caller') })
  const admin = `http://127.0.0.1:${caller.ports.admin}/v1/mesher`

  expect(await (await fetch(`${admin}/routeRule/order`)).json()).toEqual([
    {
      precedence: 0,
      route: [{ tags: { version: '1.0.0' }, weight: 100, Label: '' }],
      match: { refer: '', source: '', sourceTags: null, httpHeaders: null, headers: null },
    },
  ])
  const missing = await fetch(`${admin}/routeRule/basket`)
  expect([missing.status, await missing.json()]).toEqual([404, 'basket routeRule not found'])
})

test('metrics count calls by what they were sent to', async () => {
  const { kie, urls } = await controlPlane()
  await order(urls, '1.0.0')
  await writeRule(kie.url, 'order', only('1.0.0'))
  const caller = await start(urls, { identity: identityOf('caller') })
  for (let i = 0; i < 3; i += 1) await outcomeOf(through(urls, caller), 'order')
  await outcomeOf(through(urls, caller), 'nobody')

  const metrics = await (await fetch(`http://127.0.0.1:${caller.ports.admin}/v1/mesher/metrics`)).text()

  expect(metrics).toContain('requests_total{app="shop",service_name="order",version="1.0.0"} 3')
  expect(metrics).toContain('request_latency_seconds_count{app="shop",service_name="order",version="1.0.0"} 3')
  expect(metrics).toContain('status_5xx{app="",service_name="nobody",version=""} 1')
})

test('gauges show the last interval by target and, as Mesher does, the properties of the service', async () => {
  const { urls } = await controlPlane()
  await order(urls, '1.0.0')
  const identity = identityOf('caller', { properties: { area: 'shop' } })
  const caller = await start(urls, { identity, gaugeSeconds: 0.2 })
  await outcomeOf(through(urls, caller), 'order')

  await eventually(async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${caller.ports.admin}/v1/mesher/metrics`)).text()
    expect(metrics).toMatch(/^Consumer_attempts\{area="shop",.*self="caller",target="order",version="1.0.0"\} 1$/m)
    expect(metrics).toMatch(/^Consumer_runDuration\{.*quantile="0.99"\} [\d.]+$/m)
  })
})

test('a service property that is no label name ends the process after its first call', async () => {
  const { urls } = await controlPlane()
  await order(urls, '1.0.0')
  const identity = identityOf('caller', { properties: { 'my-zone.x': 'a' } })
  const caller = await start(urls, { identity, gaugeSeconds: 0.1 })
  expect(await outcomeOf(through(urls, caller), 'order')).toBe('1.0.0')

  await expect.poll(() => caller.ended()).toBe('"my-zone.x" is not a valid label name')
  expect(await outcomeOf(through(urls, caller), 'order')).toBe('ended')
})

const javaRule = (value: string) => ({ value, labels: { app: 'shop', environment: '' } })

async function javaCaller(urls: Urls, kieUrl: string, rule?: string): Promise<MesherUnderTest> {
  if (rule !== undefined) await create(kieUrl, javaRule(rule))
  const caller = await start(urls, { identity: identityOf('caller', { flavour: 'java-chassis' }) })
  return through(urls, caller)
}

async function outcomes(mesh: MesherUnderTest, times: number, headers?: Record<string, string>) {
  const counted: Record<string, number> = {}
  for (let i = 0; i < times; i += 1) {
    const outcome = await outcomeOf(mesh, 'order', headers)
    counted[outcome] = (counted[outcome] ?? 0) + 1
  }
  return counted
}

test('java-chassis calls all versions in turn while no rule says otherwise', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])

  expect(await outcomes(await javaCaller(urls, kie.url), 10)).toEqual({ '1.0.0': 5, '2.0.0': 5 })
})

test('java-chassis gives what is missing from 100 to the instances that the rule does not name', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0'), order(urls, '3.0.0')])
  const mesh = await javaCaller(urls, kie.url, '- route: [{weight: 60, tags: {version: 3.0.0}}]')

  expect(await outcomes(mesh, 20)).toEqual({ '3.0.0': 12, '1.0.0': 4, '2.0.0': 4 })
})

test('java-chassis matches prefixes and numbers, and a missing header never', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const mesh = await javaCaller(
    urls,
    kie.url,
    `
- precedence: 2
  match: {headers: {x-user-group: {prefix: be}, x-age: {compare: ">=18"}}}
  route: [{weight: 100, tags: {version: 2.0.0}}]
- precedence: 1
  route: [{weight: 100, tags: {version: 1.0.0}}]`,
  )

  expect(await outcomes(mesh, 3, { 'x-user-group': 'beta', 'x-age': '18' })).toEqual({ '2.0.0': 3 })
  expect(await outcomes(mesh, 3, { 'x-user-group': 'beta', 'x-age': '17' })).toEqual({ '1.0.0': 3 })
  expect(await outcomes(mesh, 3, { 'x-age': '18' })).toEqual({ '1.0.0': 3 })
})

test.each([
  ['its fallback', 'fallback: [{weight: 100, tags: {version: 1.0.0}}]', { '1.0.0': 4 }],
  ['all instances', 'emptyProtection: true', { '1.0.0': 2, '2.0.0': 2 }],
  [
    'nothing where that is not wanted',
    'emptyProtection: false',
    { '500 {"message":"No available address found for shop/order."}': 4 },
  ],
])('where a rule of java-chassis finds no instance it uses %s', async (_, field, expected) => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const rule = `- route: [{weight: 100, tags: {version: 9.9.9}}]\n  ${field}`

  expect(await outcomes(await javaCaller(urls, kie.url, rule), 4)).toEqual(expected)
})

test('java-chassis drops its rules when an update cannot be read', async () => {
  const { kie, urls } = await controlPlane()
  await Promise.all([order(urls, '1.0.0'), order(urls, '2.0.0')])
  const mesh = await javaCaller(urls, kie.url, '- route: [{weight: 100')

  expect(await outcomes(mesh, 4)).toEqual({ '1.0.0': 2, '2.0.0': 2 })
})
