import { expect, test } from 'vitest'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { sameRule } from '#shared/features/route-rules/same-rule.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import { app, appLabels, environment, lab, labOfTest, namespace, real } from '../../../test-support/servicecomb-lab.ts'
import { newRouteRule } from './editor.ts'
import { header, to } from './rule-parts.test-support.ts'

const ref = (name = 'app'): PolicyRef => ({ mesh: 'lab', namespace, service: 'ocr', kind: 'route-rules', name })
const key = 'servicecomb.routeRule.ocr'

/** Everything to 1.0.0, but so many per cent of the Android calls to 1.0.1. */
const canary = (percent: number): ObservedRouteRule => ({
  routes: [
    {
      name: 'android',
      match: { any: [{ all: [header('device-os', 'is', 'android')] }] },
      destinations: [to('1.0.0', 100 - percent), to('1.0.1', percent)],
      remainder: 0,
    },
    { name: 'rest', match: { any: [] }, destinations: [to('1.0.0')], remainder: 0 },
  ],
})

policyTargetContract<ObservedRouteRule>('Route rules in Kie', async () => {
  const world = await lab()
  await world.register('ocr', '1.0.0', {})
  await world.register('ocr', '1.0.1', {})
  return {
    target: world.target,
    ref: ref(),
    specs: [canary(5), canary(20), canary(50)],
    same: sameRule,
    async writeOutside(_, spec) {
      await world.document(key, appLabels, newRouteRule(spec, 'mesher'))
    },
    ...(world.kieServer && { stop: world.kieServer.pause, start: world.kieServer.resume }),
    async close() {
      const left = await world.kie.withKey(key).catch(() => [])
      for (const { id } of left) await world.kie.remove(id).catch(() => {})
      await world.close()
    },
  }
})

test.skipIf(real)(
  'a new rule is written enabled, in the labels that Mesher asks for, with canonical header names',
  async () => {
    const { target, register, kie } = await labOfTest()
    await register('ocr', '1.0.0', {})

    await target.apply({ ref: ref(), spec: canary(5), enabled: true, base: noBase })

    const [document] = await kie.withKey(key)
    expect(document).toMatchObject({ labels: { appId: app, environment }, status: 'enabled' })
    expect(document?.value).toBe(`- precedence: 2
  match:
    headers:
      Device-Os:
        exact: "android"
  route:
    - weight: 95
      tags:
        version: "1.0.0"
    - weight: 5
      tags:
        version: "1.0.1"
- precedence: 1
  route:
    - weight: 100
      tags:
        version: "1.0.0"
`)
  },
)

test.skipIf(real)('where java-chassis reads the namespace, too, a new rule gets a document for each', async () => {
  const { target, register, kie } = await labOfTest()
  await register('ocr', '1.0.0', {})
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })

  const result = await target.apply({ ref: ref(), spec: canary(5), enabled: true, base: noBase })

  expect((await kie.withKey(key)).map(({ labels }) => labels)).toEqual(
    expect.arrayContaining([
      { appId: app, environment },
      { app, environment },
    ]),
  )
  expect(result).toMatchObject({ conflict: false, stored: { findings: [], understood: 'whole' } })
})

test.skipIf(real)('documents of one policy that differ are a finding, and saving makes them equal', async () => {
  const { target, document, register } = await labOfTest()
  await register('ocr', '1.0.0', {})
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  await document(key, appLabels, newRouteRule(canary(5), 'mesher'))
  await document(key, { app, environment }, newRouteRule(canary(20), 'java-chassis-3'))

  const before = await target.read(ref())
  expect(before?.findings.map(({ code }) => code)).toContain('documents-differ')
  const result = await target.apply({ ref: ref(), spec: canary(30), enabled: true, base: before?.base ?? '' })

  expect(result).toMatchObject({ conflict: false, stored: { findings: [], native: [{}, {}] } })
})

test.skipIf(real)(
  'labels that nobody asks for make a policy of their own with a finding, and are refused in a write',
  async () => {
    const { target, document } = await labOfTest()
    await document(key, { appId: app }, newRouteRule(canary(5), 'mesher'))

    const { value } = await target.list()

    expect(value).toMatchObject([{ ref: { namespace: app, name: expect.stringMatching(/^other:/) } }])
    expect(value[0]?.findings.map(({ code }) => code)).toContain('labels-unread')
    const other = value[0]?.ref ?? ref()
    const findings = await target.check({ ref: other, spec: canary(5), enabled: true, base: '' }, value[0])
    expect(findings).toMatchObject([{ code: 'scope-unread', severity: 'error' }])
    await expect(target.apply({ ref: other, spec: canary(5), enabled: true, base: '' })).rejects.toMatchObject({
      code: 'scope-unread',
    })
  },
)

test.skipIf(real)('a rule of the old form is shown, kept and never written', async () => {
  const { target, document, register, kie } = await labOfTest()
  await register('ocr', '1.0.0', {})
  const old = await document('servicecomb.darklaunch.policy.ocr', appLabels, '{"policyType":"RATE","ruleItems":[]}')
  await document(key, appLabels, newRouteRule(canary(5), 'mesher'))

  const before = await target.read(ref())
  const v1 = await target.read(ref('v1:app'))
  expect(before?.findings.map(({ code }) => code)).toContain('v1-rule-present')
  expect(v1).toMatchObject({ understood: 'not', findings: [{ code: 'v1-rule' }] })
  await target.apply({ ref: ref(), spec: null, enabled: true, base: before?.base ?? '' })
  await expect(
    target.apply({ ref: ref('v1:app'), spec: null, enabled: true, base: v1?.base ?? '' }),
  ).rejects.toMatchObject({ code: 'rule-read-only' })

  expect(await kie.withKey('servicecomb.darklaunch.policy.ocr')).toEqual([old])
})

test.skipIf(real)('a rule for one caller says which of its versions it leaves out', async () => {
  const { target, document, register } = await labOfTest()
  await register('predict', '1.0.0', {})
  await register('predict', '1.1.0', {})
  await document(key, { ...appLabels, serviceName: 'predict', version: '1.0.0' }, newRouteRule(canary(5), 'mesher'))

  const policy = await target.read(ref('caller:predict@1.0.0'))

  expect(policy?.findings).toEqual([
    { code: 'version-uncovered', severity: 'warning', params: { service: 'predict', version: '1.1.0' } },
  ])
})

test.skipIf(real)('a rule for a new caller is written with the caller’s labels', async () => {
  const { target, register, kie } = await labOfTest()
  await register('predict', '1.0.0', {})

  await target.apply({ ref: ref('caller:predict@1.0.0'), spec: canary(5), enabled: true, base: noBase })

  expect(await kie.withKey(key)).toMatchObject([
    { labels: { appId: app, environment, serviceName: 'predict', version: '1.0.0' } },
  ])
})

test.skipIf(real)('a write that slipped in behind the last reading is put back, and ours is the conflict', async () => {
  const world = await labOfTest()
  await world.register('ocr', '1.0.0', {})
  await world.document(key, appLabels, newRouteRule(canary(5), 'mesher'))
  const before = await world.target.read(ref())
  const update = world.kie.update
  // Somebody writes in the instant between our reading and our writing.
  world.kie.update = async (id, content, signal) => {
    world.kie.update = update
    await update(id, { value: newRouteRule(canary(50), 'mesher'), enabled: true })
    return await update(id, content, signal)
  }

  const result = await world.target.apply({ ref: ref(), spec: canary(20), enabled: true, base: before?.base ?? '' })

  expect(result.conflict).toBe(true)
  const now = await world.target.read(ref())
  expect(now && sameRule(now.spec, canary(50))).toBe(true)
})

test.skipIf(real)(
  'what Mesher cannot do is said with its reason, for the strictest of those who read the rule',
  async () => {
    const { target, register } = await labOfTest()
    await register('ocr', '1.0.0', {})

    const mesher = await target.capabilities(ref())
    expect(mesher).toMatchObject({
      available: { available: 'yes' },
      takesEffect: 'live',
      withinSeconds: 5,
      proof: 'live',
      features: {
        'condition.header': { available: 'yes', reason: { code: 'absent-is-empty' } },
        'condition.caller': { available: 'no', reason: { code: 'mesher-sets-no-caller' } },
        'operator.one-of': { available: 'yes', reason: { code: 'lowered-to-pattern' } },
        'weight.decimals': { available: 'no' },
      },
    })

    await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
    expect(await target.capabilities(ref())).toMatchObject({
      features: { 'operator.matches': { available: 'no', reason: { params: { framework: 'java-chassis 3' } } } },
    })
  },
)

test.skipIf(real)('when no known framework reads, nothing is promised', async () => {
  const { target } = await labOfTest()

  expect(await target.capabilities(ref())).toMatchObject({
    available: { available: 'unknown', reason: { code: 'framework-not-registered' } },
    takesEffect: 'unknown',
  })
})

test.skipIf(real)('a route that says more than the model does is not made again from the model', async () => {
  const { target, document, register } = await labOfTest()
  await register('ocr', '1.0.0', {})
  await document(
    key,
    appLabels,
    '- {match: {refer: vip}, precedence: 2, route: [{weight: 100, tags: {version: "1.0.0"}}]}',
  )
  const before = await target.read(ref())
  const gone = await target.apply({ ref: ref(), spec: canary(5), enabled: true, base: before?.base ?? '' })
  const after = gone.conflict ? undefined : gone.stored

  const back = { ref: ref(), spec: before?.spec ?? null, enabled: true, base: after?.base ?? '' }

  expect(before?.spec.routes).toMatchObject([{ effect: 'unknown' }])
  expect(await target.check(back, after)).toMatchObject([{ code: 'rule-not-editable', severity: 'error' }])
  await expect(target.apply(back)).rejects.toMatchObject({ code: 'rule-not-editable' })
})
