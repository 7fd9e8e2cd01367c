import { expect, test } from 'vitest'
import type { ObservedStatus } from '#shared/features/instance-status/model.ts'
import type { InstanceStatus } from '#shared/mesh/instance.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import { type Lab, appLabels, lab, labOfTest, namespace, real } from '../../../test-support/servicecomb-lab.ts'
import { serviceCenter } from '../service-center.ts'
import { nativeNameOf } from './native.ts'
import { instanceStatusTarget } from './target.ts'

const java = { framework: { name: 'ServiceComb', version: '3.2.0' } }

const refTo = (name: string, service = 'ocr'): PolicyRef => ({
  mesh: 'lab',
  namespace,
  service,
  kind: 'instance-status',
  name,
})

function targetIn(world: Lab) {
  const center = serviceCenter(world.declaration)
  const recentCalls = () => Promise.resolve({ calls: [{ headers: {}, caller: 'portal' }], perSecond: 1 })
  const target = instanceStatusTarget(world.declaration, { ...world, center, routeRules: world.target, recentCalls })
  async function byHand(ref: PolicyRef, status: InstanceStatus): Promise<void> {
    const natives = await center.findNow({ app: 'contract', environment: 'testing', name: ref.service })
    const native = natives?.find(({ instanceId }) => instanceId === ref.name)
    if (!native) throw new Error('no such instance')
    await center.setStatus(native, nativeNameOf(status))
  }
  return { target, byHand }
}

async function mesh(declaration: object = {}) {
  const world = await labOfTest({ declaration })
  const { target, byHand } = targetIn(world)
  async function set(id: string, status: InstanceStatus, service = 'ocr') {
    const ref = refTo(id, service)
    const base = (await target.read(ref))?.base ?? noBase
    return target.apply({ ref, spec: { status }, enabled: true, base })
  }
  async function findings(id: string, status: InstanceStatus, service = 'ocr') {
    const before = await target.read(refTo(id, service))
    const edit = { ref: refTo(id, service), spec: { status }, enabled: true, base: before?.base ?? noBase }
    return target.check(edit, before)
  }
  const codes = async (...args: Parameters<typeof findings>) => (await findings(...args)).map(({ code }) => code)
  return { ...world, target, byHand, set, findings, codes }
}

policyTargetContract<ObservedStatus>('Status of instances in Service Center', async () => {
  const world = await lab()
  const ref = refTo(await world.register('ocr', '1.0.0', {}))
  const { target, byHand } = targetIn(world)
  return {
    target,
    ref,
    stands: true,
    specs: [{ status: 'out-of-service' }, { status: 'up' }, { status: 'testing' }],
    same: (one, other) => one.status === other.status,
    writeOutside: (of, { status }) => byHand(of, status),
    ...(world.centerServer
      ? {
          stop: () => world.centerServer?.pause() ?? Promise.resolve(),
          start: () => world.centerServer?.resume() ?? Promise.resolve(),
        }
      : {}),
    close: world.close,
  }
})

test('what will be sent is shown as the request that it is', async () => {
  const { target, register } = await mesh()
  const ref = refTo(await register('ocr', '1.0.0', {}))
  const before = await target.read(ref)

  const after = target.render({ ref, spec: { status: 'out-of-service' }, enabled: true, base: '' }, before)

  expect(before?.native).toMatchObject([{ text: 'value=UP' }])
  expect(after).toMatchObject([
    {
      key: expect.stringMatching(
        new RegExp(`^PUT /v4/default/registry/microservices/[^/]+/instances/${ref.name}/status$`),
      ) as string,
      text: 'value=OUTOFSERVICE',
    },
  ])
})

test.skipIf(real)(
  'an instance that is out is listed, takes no calls, and is gone from the list when it is back',
  async () => {
    const { target, register, set, registry } = await mesh()
    const id = await register('ocr', '1.0.0', {})
    await register('ocr', '1.0.0', {})
    expect((await target.list()).value).toEqual([])

    await set(id, 'out-of-service')
    expect((await target.list()).value).toMatchObject([{ ref: refTo(id), spec: { status: 'out-of-service' } }])
    expect(registry.current().services[0]?.versions).toMatchObject([{ instances: 2, ready: 1 }])

    await set(id, 'up')
    expect((await target.list()).value).toEqual([])
  },
)

test('the last ready instance, of a version with a share or of all, is guarded', async () => {
  const { register, document, set, findings, codes } = await mesh({ discovery: { refreshSeconds: 30 } })
  const stable = await register('ocr', '1.0.0', {})
  const candidate = await register('ocr', '1.0.1', {})
  await document(
    'servicecomb.routeRule.ocr',
    appLabels,
    '- precedence: 1\n  route:\n    - {weight: 95, tags: {version: "1.0.0"}}\n    - {weight: 5, tags: {version: "1.0.1"}}\n',
  )

  expect(await findings(candidate, 'out-of-service')).toMatchObject([
    { code: 'last-ready-of-version', severity: 'warning', params: { version: '1.0.1' } },
    { code: 'share-without-instance', params: { scope: 'app', percent: 5, version: '1.0.1' } },
    { code: 'callers-know-within', severity: 'note', params: { seconds: 30 } },
    { code: 'status-may-be-set-by-proxy' },
    { code: 'status-until-restart' },
  ])

  await set(candidate, 'out-of-service')
  expect(await codes(stable, 'out-of-service')).toContain('last-ready-instance')
  expect(await codes(candidate, 'up')).toEqual(['callers-know-within'])

  await register('ocr', '1.0.1', {})
  expect(await codes(stable, 'out-of-service')).toContain('last-ready-of-version')
})

test('what nobody declared is said to be unknown, what is declared is not asked about', async () => {
  const undeclared = await mesh()
  const one = await undeclared.register('ocr', '1.0.0', {})
  expect(await undeclared.codes(one, 'out-of-service')).toEqual([
    'last-ready-instance',
    'callers-know-unknown',
    'status-may-be-set-by-proxy',
    'status-until-restart',
  ])
  expect(await undeclared.target.capabilities(refTo(one))).not.toHaveProperty('withinSeconds')

  const declared = await mesh({ discovery: { refreshSeconds: 5, setsOwnStatus: true } })
  const other = await declared.register('ocr', '1.0.0', {})
  expect(await declared.codes(other, 'out-of-service')).toContain('status-set-by-proxy')
  expect(await declared.target.capabilities(refTo(other))).toMatchObject({ withinSeconds: 5 })
  const chassis = await declared.register('billing', '1.0.0', {}, java)
  expect(await declared.codes(chassis, 'out-of-service', 'billing')).not.toContain('status-set-by-proxy')
})

test('an instance cannot be deleted or switched off, and one that is gone is told', async () => {
  const { target, register, codes } = await mesh()
  const ref = refTo(await register('ocr', '1.0.0', {}))
  const before = await target.read(ref)
  const base = before?.base ?? ''

  expect(await target.check({ ref, spec: null, enabled: true, base }, before)).toMatchObject([
    { code: 'instance-status-stays', severity: 'error' },
  ])
  await expect(target.apply({ ref, spec: null, enabled: true, base })).rejects.toMatchObject({ code: 'invalid-input' })
  expect(await codes('nobody', 'out-of-service')).toEqual(['instance-gone'])
  const wish = { ref: refTo('nobody'), spec: { status: 'up' as const }, enabled: true, base }
  expect(await target.apply(wish)).toEqual({ conflict: true, theirs: undefined })
})

test('those who called lately are the ones that should notice, none of whom can be asked', async () => {
  const { target, register } = await mesh({ discovery: { refreshSeconds: 5 } })
  const ref = refTo(await register('ocr', '1.0.0', {}))
  const caller = await register('portal', '2.0.0', {})
  await register('predict', '1.0.0', {})

  expect(await target.proof({ ref, native: [] })).toMatchObject({
    withinSeconds: 5,
    instances: [{ instance: caller, service: 'portal', state: 'unread', reason: { code: 'framework-tells-nothing' } }],
  })
})
