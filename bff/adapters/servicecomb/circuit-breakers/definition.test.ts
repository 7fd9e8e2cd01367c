import { afterEach, describe, expect, test } from 'vitest'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { sameBreaker } from '#shared/features/circuit-breakers/same-breaker.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import { type Lab, app, appLabels, environment, lab, namespace } from '../../../test-support/servicecomb-lab.ts'
import { kieTarget } from '../kie-target.ts'
import { circuitBreakerKind } from './definition.ts'

const ref = (service = '*', name = 'app'): PolicyRef => ({
  mesh: 'lab',
  namespace,
  service,
  kind: 'circuit-breakers',
  name,
})

const chain = ['router', 'ratelimiter-consumer', 'bizkeeper-consumer', 'loadbalance', 'transport']
const java = { framework: { name: 'ServiceComb', version: '3.2.0' } }
const mesherLabels = { appId: app, environment, serviceName: 'portal', version: '2.3.1' }
const javaLabels = { app, environment, service: 'billing' }
const breaker = 'cse.circuitBreaker.Consumer.'

const half = (minimumCalls: number): ObservedCircuitBreaker => ({
  trip: { errorShare: 50 },
  minimumCalls,
  sleepMs: 3000,
  timeoutMs: 800,
})

async function world(declaration: object = { handlers: chain, failures: ['http_502'] }) {
  const mesh = await lab({ declaration })
  return { ...mesh, target: kieTarget(circuitBreakerKind(mesh.declaration), mesh) }
}

policyTargetContract<ObservedCircuitBreaker>('Circuit breakers of Mesher in Kie', async () => {
  const mesh = await world()
  await mesh.register('portal', '2.3.1', {})
  return {
    target: mesh.target,
    ref: ref(),
    specs: [half(5), { ...half(5), trip: { errorShare: 20 } }, { maxConcurrency: 30 }],
    same: sameBreaker,
    async writeOutside(_, { minimumCalls }) {
      await mesh.document(`${breaker}requestVolumeThreshold`, appLabels, String(minimumCalls))
      await mesh.document(`${breaker}errorThresholdPercentage`, appLabels, '50')
      await mesh.document(`${breaker}sleepWindowInMilliseconds`, appLabels, '3000')
      await mesh.document('cse.isolation.Consumer.timeoutInMilliseconds', appLabels, '800')
      await mesh.document(`${breaker}enabled`, appLabels, 'true')
    },
    ...(mesh.kieServer && { stop: mesh.kieServer.pause, start: mesh.kieServer.resume }),
    close: mesh.close,
  }
})

policyTargetContract<ObservedCircuitBreaker>('Circuit breakers of java-chassis in Kie', async () => {
  const mesh = await world()
  await mesh.register('billing', '2.0.3', {}, java)
  return {
    target: mesh.target,
    ref: ref('notification', 'caller:billing'),
    specs: [
      { trip: { errorShare: 50 }, windowCalls: 10, failureStatuses: ['5xx'] },
      { trip: { slowShare: 60, slowerThanMs: 200 }, minimumCalls: 7, windowSeconds: 30 },
      { trip: {}, maxConcurrency: 4 },
    ],
    same: sameBreaker,
    async writeOutside() {
      await mesh.document(
        'servicecomb.matchGroup.notification',
        javaLabels,
        'matches:\n  - serviceName: notification\n',
      )
      await mesh.document(
        'servicecomb.instanceIsolation.notification',
        javaLabels,
        'slidingWindowType: count\nslidingWindowSize: 10\nrecordFailureStatus: ["5xx"]\nfailureRateThreshold: 50\n',
      )
    },
    ...(mesh.kieServer && { stop: mesh.kieServer.pause, start: mesh.kieServer.resume }),
    close: mesh.close,
  }
})

const opened: Pick<Lab, 'close' | 'kie'>[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function mixed(declaration?: object) {
  const mesh = await world(declaration)
  opened.push(mesh)
  await mesh.register('portal', '2.3.1', {})
  await mesh.register('billing', '2.0.3', {}, java)
  return mesh
}

const codes = (findings: { code: string; severity: string }[], severity: string) =>
  findings.filter((finding) => finding.severity === severity).map(({ code }) => code)

test('a breaker of one caller is written with that caller’s labels, what opens it last', async () => {
  const { target } = await mixed()

  const documents = target.render(
    { ref: ref('*', 'caller:portal'), spec: half(5), enabled: true, base: noBase },
    undefined,
  )

  expect(documents.map(({ key, text }) => [key, text])).toEqual([
    ['cse.isolation.Consumer.timeoutInMilliseconds', '800'],
    [`${breaker}requestVolumeThreshold`, '5'],
    [`${breaker}errorThresholdPercentage`, '50'],
    [`${breaker}sleepWindowInMilliseconds`, '3000'],
    [`${breaker}enabled`, 'true'],
  ])
  expect(documents.every(({ labels }) => JSON.stringify(labels) === JSON.stringify(mesherLabels))).toBe(true)
})

test('a breaker where calls arrive is a match group and its policy, with the called service’s labels', async () => {
  const { target } = await mixed()
  const spec: ObservedCircuitBreaker = { trip: { errorShare: 40 }, failureStatuses: ['500', '503'], sleepMs: 5000 }

  const documents = target.render({ ref: ref('billing', 'group:usage'), spec, enabled: true, base: noBase }, undefined)

  expect(documents.map(({ key, text, labels }) => ({ key, text, labels }))).toEqual([
    {
      key: 'servicecomb.matchGroup.usage',
      text: expect.stringContaining('prefix: "/"'),
      labels: javaLabels,
    },
    {
      key: 'servicecomb.circuitBreaker.usage',
      text: 'failureRateThreshold: 40\nwaitDurationInOpenState: 5000\nrecordFailureStatus: ["500", "503"]\n',
      labels: javaLabels,
    },
  ])
})

test('a match group that a rate limit uses, too, stays when the breaker goes', async () => {
  const { target, document } = await mixed()
  await document('servicecomb.matchGroup.usage', javaLabels, 'matches:\n  - apiPath: {prefix: "/"}\n')
  await document('servicecomb.rateLimiting.usage', javaLabels, 'rate: 5\n')
  await document('servicecomb.circuitBreaker.usage', javaLabels, 'failureRateThreshold: 40\n')
  const policy = await target.read(ref('billing', 'group:usage'))

  await target.apply({ ref: ref('billing', 'group:usage'), spec: null, enabled: true, base: policy?.base ?? '' })

  const left = (await target.list()).value
  expect(left).toEqual([])
  expect(await keysIn(opened.at(-1))).toEqual(['servicecomb.matchGroup.usage', 'servicecomb.rateLimiting.usage'])
})

const keysIn = async (mesh: Pick<Lab, 'kie'> | undefined): Promise<string[]> =>
  (
    await Promise.all(
      ['matchGroup', 'rateLimiting', 'circuitBreaker'].map(
        async (kind) => (await mesh?.kie.withKey(`servicecomb.${kind}.usage`)) ?? [],
      ),
    )
  )
    .flat()
    .map(({ key }) => key)

test('a match group of calls that are made to something else is named by the group and keeps its match', async () => {
  const { target, document } = await mixed()
  await document('servicecomb.matchGroup.slow', javaLabels, 'matches:\n  - apiPath: {prefix: "/v1/reports"}\n')
  await document('servicecomb.instanceIsolation.slow', javaLabels, 'slowCallDurationThreshold: 2S # as agreed\n')

  const policy = await target.read(ref('*', 'caller:billing:group:slow'))

  expect(policy).toMatchObject({
    spec: { trip: { slowerThanMs: 2000 }, match: { any: [{ all: [{ field: 'path', value: '/v1/reports' }] }] } },
    understood: 'whole',
  })
  const stored = await target.apply({
    ref: ref('*', 'caller:billing:group:slow'),
    spec: { ...policy!.spec, minimumCalls: 9 },
    enabled: true,
    base: policy!.base,
  })
  expect(stored).toMatchObject({ conflict: false, stored: { spec: { minimumCalls: 9 } } })
  expect(stored.conflict ? [] : stored.stored?.native.map(({ text }) => text)).toEqual([
    'matches:\n  - apiPath: {prefix: "/v1/reports"}\n',
    'slowCallDurationThreshold: 2S # as agreed\nminimumNumberOfCalls: 9\n',
  ])
})

describe('the check', () => {
  const check = async (name: string, service: string, spec: ObservedCircuitBreaker, declaration?: object) => {
    const { target } = await mixed(declaration)
    return await target.check({ ref: ref(service, name), spec, enabled: true, base: noBase }, undefined)
  }

  test('refuses what Mesher ignores for one service, but for the time-out', async () => {
    const refused = await check('caller:portal', 'vpc', half(5))
    expect(codes(refused, 'error')).toContain('breaker-service-inert')
    expect(codes(await check('caller:portal', 'vpc', { timeoutMs: 700 }), 'error')).toEqual([])
  })

  test('says that a live change drops the list of failures', async () => {
    const findings = await check('caller:portal', '*', half(5))
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'breaker-failures-dropped', params: { statuses: '502' } }),
    )
    expect(codes(findings, 'error')).toEqual([])
  })

  test('refuses where the declared chain lacks the handler, and warns where no chain is declared', async () => {
    expect(codes(await check('app', '*', half(5), { handlers: ['router'] }), 'error')).toEqual([
      'breaker-handler-missing',
    ])
    const warned = codes(await check('app', '*', half(5), {}), 'warning')
    expect(warned).toEqual(expect.arrayContaining(['breaker-handler-undeclared', 'breaker-failures-undeclared']))
  })

  test('refuses fields that the data plane lacks', async () => {
    const go = await check('caller:portal', '*', {
      ...half(5),
      windowSeconds: 30,
      trialCalls: 3,
      failureStatuses: ['500'],
    })
    expect(codes(go, 'error')).toEqual(['breaker-window-fixed', 'breaker-one-trial', 'breaker-statuses-at-start'])
    const slow = await check('caller:portal', '*', { trip: { slowShare: 10 } })
    expect(codes(slow, 'error')).toEqual(['breaker-field-lacking'])
    const javaTimeout = await check('caller:billing', 'notification', { timeoutMs: 100 })
    expect(codes(javaTimeout, 'error')).toEqual(['breaker-field-lacking'])
    expect(codes(await check('caller:billing', '*', half(5)), 'error')).toContain('breaker-needs-service')
  })

  test('warns of a breaker that is held open', async () => {
    expect(codes(await check('app', '*', { trip: {}, forced: 'open' }), 'warning')).toContain('breaker-forced-open')
  })
})

test('what is odd about documents of others is told, and a value that counts for nothing is kept', async () => {
  const { target, document } = await mixed()
  await document(`${breaker}enabled`, appLabels, 'true')
  await document(`${breaker}requestVolumeThreshold`, appLabels, 'many')
  await document('cse.fallbackpolicy.Consumer.policy', appLabels, 'returnnull')
  await document(`${breaker}vpc.forceOpen`, appLabels, 'true')
  await document(`${breaker}vpc.enabled`, appLabels, 'true')

  const all = await target.read(ref())
  const vpc = await target.read(ref('vpc'))

  expect(all).toMatchObject({ spec: { trip: {} }, understood: 'partly' })
  expect(all?.findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['breaker-value-ignored', 'breaker-fallback-kept', 'breaker-fallback-null']),
  )
  expect(vpc?.findings.map(({ code }) => code)).toContain('breaker-per-service')
  const next = target.render({ ref: ref(), spec: { trip: { errorShare: 30 } }, enabled: true, base: all!.base }, all)
  const own = next.filter(({ labels }) => labels['appId'] !== undefined)
  expect(Object.fromEntries(own.map(({ key, text }) => [key, text]))).toEqual({
    'cse.fallbackpolicy.Consumer.policy': 'returnnull',
    [`${breaker}requestVolumeThreshold`]: 'many',
    [`${breaker}errorThresholdPercentage`]: '30',
    [`${breaker}enabled`]: 'true',
  })
})

test('what readers can do is told for the policy that is asked about', async () => {
  const { target } = await mixed()
  const features = async (service: string, name: string) => (await target.capabilities(ref(service, name))).features

  expect((await features('*', 'caller:portal'))['trip.any']).toMatchObject({ available: 'yes' })
  expect((await features('vpc', 'caller:portal'))['trip.any']).toMatchObject({
    available: 'no',
    reason: { code: 'breaker-service-inert' },
  })
  expect((await features('notification', 'caller:billing'))['trip.slowShare']).toMatchObject({ available: 'yes' })
  expect((await target.capabilities(ref('*', 'app'))).available).toMatchObject({ available: 'yes' })
})

test('who runs the circuits, and how, follows from who reads the policy', async () => {
  const { target } = await mixed()
  expect(await target.circuitsOf?.(ref('*', 'app'), half(5))).toMatchObject([
    { semantics: { window: 'ten-seconds', heldBy: 'caller' }, services: ['portal'] },
  ])
  expect(
    await target.circuitsOf?.(ref('billing', 'group:usage'), { trip: {}, failureStatuses: ['5xx'] }),
  ).toMatchObject([
    { semantics: { window: 'sliding', heldBy: 'callee', failureStatuses: ['5xx'] }, services: ['billing'] },
  ])
})
