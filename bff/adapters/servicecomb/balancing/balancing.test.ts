import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LoadBalancing, ObservedLoadBalancing } from '#shared/features/load-balancing/model.ts'
import type { ObservedRetries, Retries } from '#shared/features/retries/model.ts'
import { type PolicyKind, type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../../../ports/policy-target.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import { app, appLabels, environment, lab, labOfTest, namespace, real } from '../../../test-support/servicecomb-lab.ts'
import { kieTarget } from '../kie-target.ts'
import { loadBalancingKind } from './load-balancing.ts'
import { retriesKind } from './retries.ts'

async function mesh() {
  const world = await labOfTest()
  await world.register('portal', '1.0.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  await world.register('ocr', '1.0.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  const balancing = kieTarget(loadBalancingKind(world.declaration), world)
  const retries = kieTarget(retriesKind(world.declaration), world)
  const values = async () =>
    Object.fromEntries((await world.kie.withKey('cse.loadbalance.*')).map(({ key, value }) => [key, value]))
  return { ...world, balancing, retries, values }
}

const refTo = (kind: PolicyKind, service = 'ocr', name = 'app'): PolicyRef => ({
  mesh: 'lab',
  namespace,
  service,
  kind,
  name,
})

async function write<Spec>(target: PolicyTarget<Spec>, ref: PolicyRef, spec: Spec | null, enabled = true) {
  const base = (await target.read(ref))?.base ?? noBase
  return target.apply({ ref, spec, enabled, base })
}

const twice: Retries = { onSame: 0, onNext: 1 }
const random: LoadBalancing = { strategy: 'random' }

policyTargetContract<ObservedLoadBalancing>('Load balancing in Kie', async () => {
  const world = await lab()
  await world.register('ocr', '1.0.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  return {
    target: kieTarget(loadBalancingKind(world.declaration), world),
    ref: refTo('load-balancing'),
    specs: [random, { strategy: 'weighted-response' }, { strategy: 'round-robin' }],
    same: (one, other) => one.strategy === other.strategy,
    async writeOutside({ service }, { strategy }) {
      const value = { random: 'Random', 'weighted-response': 'WeightedResponse' }[strategy as string] ?? 'RoundRobin'
      const key = `cse.loadbalance.${service}.strategy.name`
      const [standing] = await world.kie.withKey(key)
      if (standing) await world.kie.update(standing.id, { value, enabled: true })
      else await world.document(key, appLabels, value)
    },
    ...(world.kieServer
      ? {
          stop: () => world.kieServer?.pause() ?? Promise.resolve(),
          start: () => world.kieServer?.resume() ?? Promise.resolve(),
        }
      : {}),
    close: world.close,
  }
})

policyTargetContract<ObservedRetries>('Retries in Kie', async () => {
  const world = await lab()
  await world.register('ocr', '1.0.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  return {
    target: kieTarget(retriesKind(world.declaration), world),
    ref: refTo('retries'),
    specs: [
      twice,
      { onSame: 2, onNext: 3 },
      { onSame: 1, onNext: 0, backoff: { kind: 'constant', minMs: 20, maxMs: 20 } },
    ],
    same: (one, other) => one.onSame === other.onSame && one.onNext === other.onNext,
    async writeOutside({ service }, { onNext }) {
      const fields = { retryEnabled: 'true', retryOnNext: String(onNext) }
      for (const [field, value] of Object.entries(fields)) {
        const key = `cse.loadbalance.${service}.${field}`
        const [standing] = await world.kie.withKey(key)
        if (standing) await world.kie.update(standing.id, { value, enabled: true })
        else await world.document(key, appLabels, value)
      }
    },
    ...(world.kieServer
      ? {
          stop: () => world.kieServer?.pause() ?? Promise.resolve(),
          start: () => world.kieServer?.resume() ?? Promise.resolve(),
        }
      : {}),
    close: world.close,
  }
})

test('a service’s block is written whole, and says what the global one says where nobody chose otherwise', async () => {
  const { balancing, retries, values } = await mesh()
  await write(retries, refTo('retries', '*'), { onSame: 1, onNext: 2 })

  await write(balancing, refTo('load-balancing'), random)

  expect(await values()).toMatchObject({
    'cse.loadbalance.retryEnabled': 'true',
    'cse.loadbalance.ocr.strategy.name': 'Random',
    'cse.loadbalance.ocr.retryEnabled': 'true',
    'cse.loadbalance.ocr.retryOnSame': '1',
    'cse.loadbalance.ocr.retryOnNext': '2',
    'cse.loadbalance.ocr.SessionStickinessRule.successiveFailedTimes': '5',
  })
})

test('retries and load balancing share a service’s block without losing each other’s part', async () => {
  const { balancing, retries, values } = await mesh()
  await write(balancing, refTo('load-balancing'), random)
  expect(await retries.read(refTo('retries'))).toBeUndefined()

  await write(retries, refTo('retries'), twice)
  expect(await values()).toMatchObject({
    'cse.loadbalance.ocr.strategy.name': 'Random',
    'cse.loadbalance.ocr.retryOnNext': '1',
  })
  expect((await retries.read(refTo('retries')))?.base).toBe((await balancing.read(refTo('load-balancing')))?.base)

  expect(await write(retries, refTo('retries'), null)).toEqual({ conflict: false, stored: undefined })
  expect(await values()).toMatchObject({
    'cse.loadbalance.ocr.strategy.name': 'Random',
    'cse.loadbalance.ocr.retryEnabled': 'false',
  })

  await write(retries, refTo('retries'), twice, false)
  expect(await retries.read(refTo('retries'))).toMatchObject({ enabled: false, spec: { onNext: 1 } })
})

test('a round robin that differs from what holds for every service outlives the retries beside it', async () => {
  const { balancing, retries, values } = await mesh()
  await write(balancing, refTo('load-balancing', '*'), random)
  await write(balancing, refTo('load-balancing'), { strategy: 'round-robin' })
  await write(retries, refTo('retries'), twice)

  await write(retries, refTo('retries'), null)

  expect(await values()).toMatchObject({ 'cse.loadbalance.ocr.strategy.name': 'RoundRobin' })
  expect(await retries.read(refTo('retries'))).toBeUndefined()
})

test('load balancing is not taken away or switched off under retries that are in force', async () => {
  const { balancing, retries } = await mesh()
  await write(retries, refTo('retries'), twice)
  const before = await balancing.read(refTo('load-balancing'))
  const codes = async (spec: LoadBalancing | null, enabled: boolean) =>
    (await balancing.check({ ref: refTo('load-balancing'), spec, enabled, base: before?.base ?? '' }, before)).map(
      ({ code }) => code,
    )

  expect(await codes(null, false)).toContain('block-shared')
  expect(await codes(random, false)).toContain('block-shared')
  expect(await codes(random, true)).toEqual([])
})

test('what a data plane lacks is told by name, and refused where it cannot be written', async () => {
  const { balancing, retries } = await mesh()
  const told = async <Spec>(target: PolicyTarget<Spec>, ref: PolicyRef, spec: Spec) =>
    (await target.check({ ref, spec, enabled: true, base: noBase }, undefined)).map(({ code, severity, field }) => [
      code,
      severity,
      field,
    ])

  expect(await told(retries, refTo('retries'), { ...twice, statuses: [503] })).toEqual([
    ['retries-follow-failure-list', 'error', 'statuses'],
  ])
  expect(await told(retries, refTo('retries'), { ...twice, backoff: { kind: 'random', minMs: 5 } })).toEqual([
    ['framework-lacks-backoff', 'error', 'backoff.kind'],
  ])
  expect(await told(balancing, refTo('load-balancing'), { strategy: 'session-stickiness' })).toEqual([
    ['stickiness-without-effect', 'warning', 'strategy'],
  ])
})

test.skipIf(real)('what a framework lacks that does not heed the scope anyway stands in nobody’s way', async () => {
  const { retries, register } = await mesh()
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  const spec: Retries = { ...twice, backoff: { kind: 'exponential', minMs: 5, maxMs: 50 } }

  expect(await retries.check({ ref: refTo('retries'), spec, enabled: true, base: noBase }, undefined)).toEqual([])
})

test('a strategy that no sidecar knows is told as what it does', async () => {
  const { balancing, document } = await mesh()
  await document('cse.loadbalance.ocr.strategy.name', appLabels, 'roundRobin')

  expect(await balancing.read(refTo('load-balancing'))).toMatchObject({
    spec: { strategy: 'unknown', native: 'roundRobin' },
    findings: [{ code: 'strategy-ends-process', severity: 'error' }],
  })
})

test('stickiness is missing where Mesher reads, with the reason', async () => {
  const { balancing } = await mesh()
  expect(await balancing.capabilities(refTo('load-balancing'))).toMatchObject({
    features: {
      'strategy.random': { available: 'yes' },
      'strategy.session-stickiness': { available: 'no', reason: { code: 'stickiness-without-effect' } },
      'scope.group': { available: 'no', reason: { code: 'match-groups-drop-calls' } },
    },
  })
})

test.skipIf(real)('every version of a caller gets its documents, and a later one is missed by name', async () => {
  const { retries, register, kie } = await mesh()
  await register('portal', '1.1.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  const ref = refTo('retries', 'ocr', 'caller:portal')
  await write(retries, ref, twice)

  const versions = (await kie.withKey('cse.loadbalance.*')).map(({ labels }) => labels['version'])
  expect(new Set(versions)).toEqual(new Set(['1.0.0', '1.1.0']))

  await register('portal', '1.2.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  expect((await retries.read(ref))?.findings).toEqual([
    { code: 'version-uncovered', severity: 'warning', params: { service: 'portal', version: '1.2.0' } },
  ])
})

test.skipIf(real)('java-chassis retries what a match group takes', async () => {
  const { retries, register, kie } = await mesh()
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  const ref = refTo('retries', '*', 'group:pay')
  const match = {
    any: [
      {
        all: [{ field: 'path' as const, name: '', operator: 'starts-with' as const, value: '/pay', ignoreCase: false }],
      },
    ],
  }
  const spec = { onSame: 0, onNext: 2, statuses: [503], backoff: { kind: 'constant' as const, minMs: 50 }, match }

  expect(await write(retries, ref, spec)).toMatchObject({ conflict: false, stored: { spec, understood: 'whole' } })

  const labels = { app, environment }
  expect(await kie.withKey('servicecomb.retry.pay')).toMatchObject([
    {
      labels,
      value:
        'maxAttempts: 2\nretryOnSame: 0\nretryStrategy: "FixedInterval"\nwaitDuration: 50\nretryOnResponseStatus: [503]\n',
    },
  ])
  expect(await kie.withKey('servicecomb.matchGroup.pay')).toMatchObject([{ labels }])

  await write(retries, ref, null)
  expect(await kie.withKey('servicecomb.*')).toEqual([])
})

test('whatever may be drafted is written so that it reads back the same', async () => {
  const { retries } = await mesh()
  const kind = retriesKind((await mesh()).declaration)
  const state = { documents: [], snapshot: { services: [], instances: new Map(), findings: [] } }
  const backoff = fc.record({
    kind: fc.constantFrom('none' as const, 'constant' as const, 'exponential' as const),
    minMs: fc.nat(60_000),
    maxMs: fc.nat(600_000),
  })
  const drafts = fc.record(
    { onSame: fc.nat(10), onNext: fc.nat(10), backoff },
    { requiredKeys: ['onSame', 'onNext', 'backoff'] },
  )
  fc.assert(
    fc.property(drafts, (spec) => {
      const ref = refTo('retries')
      const rendered = kind.render({ ref, spec, enabled: true, base: noBase }, undefined, state)
      if (typeof rendered === 'string') throw new Error(rendered)
      const documents = rendered.map(({ key, labels, text }, index) => ({
        id: String(index),
        key,
        labels,
        value: text,
        status: 'enabled',
        update_revision: 1,
      }))
      expect(kind.policiesIn({ ...state, documents }).map((policy) => policy.spec)).toEqual([spec])
    }),
  )
  expect(await retries.read(refTo('retries'))).toBeUndefined()
})
