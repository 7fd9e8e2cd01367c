import { expect, test } from 'vitest'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import {
  type Lab,
  app,
  appLabels,
  environment,
  lab,
  labOfTest,
  namespace,
  real,
} from '../../../test-support/servicecomb-lab.ts'
import { kieTarget } from '../kie-target.ts'
import { rateLimitKind } from './kind.ts'
import { sameLimit } from './same-limit.ts'

const ref = (name: string, service = 'ocr'): PolicyRef => ({
  mesh: 'lab',
  namespace,
  service,
  kind: 'rate-limits',
  name,
})
const limitOf = (limit: number): ObservedRateLimit => ({ limit, per: 1 })

const targetIn = ({ declaration, kie, registry }: Lab) => kieTarget(rateLimitKind(declaration), { kie, registry })

/** `predict` and `ocr` behind Mesher, `billing` in java-chassis. */
async function opening() {
  const world = await labOfTest()
  await world.register('predict', '1.0.0', {})
  await world.register('ocr', '1.0.0', {})
  await world.register('ocr', '1.0.1', {})
  await world.register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  return { ...world, target: targetIn(world) }
}

for (const [name, service] of [
  ['app', 'ocr'],
  ['all', 'ocr'],
  ['from:predict', 'billing'],
] as const) {
  policyTargetContract<ObservedRateLimit>(`Rate limits in Kie (${name} of ${service})`, async () => {
    const world = await lab()
    await world.register('predict', '1.0.0', {})
    await world.register('ocr', '1.0.0', {})
    await world.register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
    const keys = keysOf(name, service)
    return {
      target: targetIn(world),
      ref: ref(name, service),
      specs: [limitOf(5), limitOf(20), limitOf(0)],
      same: sameLimit,
      async writeOutside(_, { limit }) {
        await world.document(keys[0] ?? '', labelsOf(name, service), String(limit))
      },
      ...(world.kieServer && { stop: world.kieServer.pause, start: world.kieServer.resume }),
      async close() {
        for (const key of keys) {
          const left = await world.kie.withKey(key).catch(() => [])
          for (const { id } of left) await world.kie.remove(id).catch(() => {})
        }
        await world.close()
      },
    }
  })
}

policyTargetContract<ObservedRateLimit>('Rate limits by match group in Kie', async () => {
  const world = await lab()
  await world.register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  const ofTenant = (tenant: string, limit: number): ObservedRateLimit => ({ limit, per: 1, match: matching(tenant) })
  return {
    target: targetIn(world),
    ref: ref('group:vip', 'billing'),
    specs: [ofTenant('acme', 5), ofTenant('acme', 20), { ...ofTenant('globex', 5), per: 60 }],
    same: sameLimit,
    async writeOutside(_, { limit }) {
      await world.document('servicecomb.matchGroup.vip', labelsOf('all', 'billing'), groupText('acme'))
      await world.document('servicecomb.rateLimiting.vip', labelsOf('all', 'billing'), `rate: ${limit}\n`)
    },
    ...(world.kieServer && { stop: world.kieServer.pause, start: world.kieServer.resume }),
    close: () => world.close(),
  }
})

const matching = (tenant: string) => ({
  any: [
    {
      all: [
        { field: 'header' as const, name: 'x-tenant-id', operator: 'is' as const, value: tenant, ignoreCase: false },
      ],
    },
  ],
})
const groupText = (tenant: string): string => `matches:\n  - headers:\n      X-Tenant-Id: {exact: "${tenant}"}\n`

function keysOf(name: string, service: string): string[] {
  const rest =
    name === 'app'
      ? `Consumer.qps.limit.${service}`
      : name === 'all'
        ? 'Provider.qps.global.limit'
        : `Provider.qps.limit.${name.slice('from:'.length)}`
  const prefixes = service === 'billing' ? ['servicecomb', 'cse'] : ['cse', 'servicecomb']
  return prefixes.map((prefix) => `${prefix}.flowcontrol.${rest}`)
}

function labelsOf(name: string, service: string): Record<string, string> {
  if (name === 'app') return appLabels
  if (service === 'billing') return { app, environment, service }
  return { ...appLabels, serviceName: service, version: '1.0.0' }
}

test.skipIf(real)('a limit for every caller is written once for each world, under the key that it reads', async () => {
  const { target, kie } = await opening()

  await target.apply({ ref: ref('app'), spec: limitOf(20), enabled: true, base: noBase })

  expect(await kie.withKey('cse.flowcontrol.Consumer.qps.limit.ocr')).toMatchObject([
    { labels: { appId: app, environment }, value: '20', status: 'enabled' },
  ])
  expect(await kie.withKey('servicecomb.flowcontrol.Consumer.qps.limit.ocr')).toMatchObject([
    { labels: { app, environment }, value: '20', status: 'enabled' },
  ])
})

test.skipIf(real)('a limit that the called side counts is written for each of its versions', async () => {
  const { target, kie } = await opening()

  await target.apply({ ref: ref('from:predict'), spec: limitOf(0), enabled: true, base: noBase })

  const documents = await kie.withKey('cse.flowcontrol.Provider.qps.limit.predict')
  expect(documents.map(({ labels }) => labels['version'])).toEqual(expect.arrayContaining(['1.0.0', '1.0.1']))
  expect(documents).toHaveLength(2)
  expect(await target.list()).toMatchObject({ value: [{ ref: { name: 'from:predict', service: 'ocr' } }] })
})

test.skipIf(real)('a number that is none is shown as a limit that limits nothing', async () => {
  const { target, document } = await opening()
  await document('cse.flowcontrol.Consumer.qps.limit.ocr', appLabels, '2.5')
  await document('cse.flowcontrol.Consumer.qps.limit.billing', appLabels, '-1')

  const { value } = await target.list()

  expect(value).toMatchObject([
    { ref: { service: 'billing' }, spec: { limit: 0 }, findings: [{ code: 'limit-negative' }, {}] },
    { ref: { service: 'ocr' }, spec: { limit: null }, findings: [{ code: 'limit-not-whole', severity: 'error' }, {}] },
  ])
})

test.skipIf(real)('what switches a side off and what is in force instead is told', async () => {
  const { target, document } = await opening()
  await document('cse.flowcontrol.Provider.qps.enabled', appLabels, 'false')
  await document(
    'cse.flowcontrol.Provider.qps.global.limit',
    { ...appLabels, serviceName: 'ocr', version: '1.0.0' },
    '100',
  )
  await document(
    'cse.flowcontrol.Provider.qps.limit.predict',
    { ...appLabels, serviceName: 'ocr', version: '1.0.0' },
    '5',
  )

  const codes = async (name: string) => {
    const policy = (await target.list()).value.find((one) => one.ref.name === name)
    return policy?.findings.map(({ code, params }) => [
      code,
      params['subjects'] ?? params['limit'] ?? params['version'],
    ])
  }

  expect(await codes('all')).toEqual([
    ['version-uncovered', '1.0.1'],
    ['limits-switched-off', undefined],
    ['limit-overridden', 'predict'],
  ])
  expect(await codes('from:predict')).toEqual([
    ['version-uncovered', '1.0.1'],
    ['limits-switched-off', undefined],
    ['limit-replaces', 100],
  ])
})

test.skipIf(real)('a match group is refused by name where Mesher would drop its calls', async () => {
  const { target } = await opening()
  const spec = { ...limitOf(5), match: matching('acme') }

  const forMesher = await target.check({ ref: ref('group:vip'), spec, enabled: true, base: noBase }, undefined)
  const forJava = await target.check({ ref: ref('group:vip', 'billing'), spec, enabled: true, base: noBase }, undefined)

  expect(forMesher).toContainEqual(expect.objectContaining({ code: 'match-groups-drop-calls', severity: 'error' }))
  expect(forJava.filter(({ severity }) => severity === 'error')).toEqual([])
  expect((await target.capabilities(ref('app', 'ocr'))).features['scope.group']).toMatchObject({ available: 'no' })
  expect((await target.capabilities(ref('app', 'billing'))).features['scope.group']).toMatchObject({ available: 'yes' })
})

test.skipIf(real)('a match group that another policy uses stays when the limit goes', async () => {
  const { target, document, kie } = await opening()
  const labels = { app, environment, service: 'billing' }
  await document('servicecomb.matchGroup.vip', labels, groupText('acme'))
  await document('servicecomb.rateLimiting.vip', labels, 'rate: 5\n')
  await document('servicecomb.circuitBreaker.vip', labels, 'minimumNumberOfCalls: 5\n')
  const stored = await target.read(ref('group:vip', 'billing'))

  await target.apply({ ref: ref('group:vip', 'billing'), spec: null, enabled: true, base: stored?.base ?? noBase })

  expect(await kie.withKey('servicecomb.rateLimiting.vip')).toEqual([])
  expect(await kie.withKey('servicecomb.matchGroup.vip')).toHaveLength(1)
  expect(await target.read(ref('group:vip', 'billing'))).toBeUndefined()
})

test.skipIf(real)('a check says what the limit comes to over all sidecars, and whom it names in vain', async () => {
  const { target } = await opening()

  const findings = await target.check(
    { ref: ref('from:portal'), spec: limitOf(5), enabled: true, base: noBase },
    undefined,
  )

  expect(findings).toContainEqual(
    expect.objectContaining({
      code: 'limit-times-sidecars',
      params: { limit: 5, count: 2, total: 10, per: 1, service: 'ocr' },
    }),
  )
  expect(findings).toContainEqual(expect.objectContaining({ code: 'caller-not-registered', severity: 'warning' }))
})
