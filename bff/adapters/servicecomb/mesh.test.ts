import { expect, test } from 'vitest'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { noBase } from '#shared/mesh/policy.ts'
import { type DemoMesh, demoMesh } from '../../test-support/demo-mesh.ts'
import { reportedCall } from '../../test-support/reported-call.ts'
import { meshNamed } from '../../ports/mesh.ts'

const namespace = 'cloud@production'
const ref = (name: string) => ({ mesh: 'cloud', namespace, service: 'ocr', kind: 'route-rules' as const, name })

const androidOnly: ObservedRouteRule = {
  routes: [
    {
      name: '',
      match: {
        any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
      },
      destinations: [{ labels: { version: '1.0.0' }, weight: 100 }],
      remainder: 0,
    },
  ],
}

async function findingsOf({ meshes }: DemoMesh, name: string) {
  const target = meshNamed(meshes, 'cloud').target('route-rules')
  if (!target) throw new Error('the mesh has route rules')
  return await target.check({ ref: ref(name), spec: androidOnly, enabled: true, base: noBase }, undefined)
}

async function withCalls(): Promise<DemoMesh> {
  const mesh = await demoMesh()
  await mesh.register('ocr', '1.0.0', {})
  await mesh.register('ocr', '1.0.1', {})
  await mesh.register('portal', '1.0.0', {})
  const { registry } = meshNamed(mesh.meshes, 'cloud')
  await expect
    .poll(async () => (await registry.snapshot()).value.services.map(({ name }) => name))
    .toEqual(['ocr', 'portal'])
  const from = (service: string) => ({ namespace, service, version: '1.0.0', instance: `${service}-1` })
  const calls = (count: number, device: string, caller = 'portal') =>
    Array.from({ length: count }, () =>
      reportedCall({ atMs: Date.now() - 5000, caller: from(caller), headers: { 'device-os': device } }),
    )
  const outside = Array.from({ length: 100 }, () => {
    const { caller: _, ...call } = reportedCall({ atMs: Date.now() - 5000, headers: { 'device-os': 'web' } })
    return call
  })
  await mesh.records.calls.append('cloud', [
    // Older than the five minutes that are counted, so that these are covered whole.
    reportedCall({ atMs: Date.now() - 400_000 }),
    ...calls(30, 'android'),
    ...calls(90, 'ios'),
    ...calls(60, 'web', 'predict'),
    ...outside,
  ])
  return mesh
}

test('what no route takes is told in calls a second, from the calls that the rule’s readers made', async () => {
  const mesh = await withCalls()

  // 90 of portal's calls and 60 of predict's in five minutes; calls from outside pass no rule.
  expect(await findingsOf(mesh, 'app')).toContainEqual({
    code: 'no-catch-all-rate',
    severity: 'warning',
    params: { rate: 0.5, version: '1.0.1' },
  })
  expect(await findingsOf(mesh, 'caller:portal@1.0.0')).toContainEqual({
    code: 'no-catch-all-rate',
    severity: 'warning',
    params: { rate: 0.3, version: '1.0.1' },
  })
})

test('the mesh tells its frameworks with what each can do', async () => {
  const { meshes, register } = await demoMesh()
  await register('ocr', '1.0.0', {})
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.3.0' } })
  await register('odd', '1.0.0', {}, { framework: { name: 'Homemade', version: '7' } })
  const mesh = meshNamed(meshes, 'cloud')

  await expect
    .poll(async () => (await mesh.frameworks()).map(({ framework, services }) => [framework, services].join(' × ')))
    .toEqual(['Homemade 7 × 1', 'Mesher 1.8.0 × 1', 'java-chassis 3.3.0 × 1'])
  const [homemade, mesher, java] = await mesh.frameworks()
  const routeRules = (framework: typeof mesher) => framework?.kinds.find(({ kind }) => kind === 'route-rules')
  expect(routeRules(homemade)).toMatchObject({ available: { available: 'unknown' }, takesEffect: 'unknown' })
  expect(routeRules(mesher)).toMatchObject({ proof: 'live', withinSeconds: 1 })
  expect(routeRules(java)).toMatchObject({ proof: 'stored', features: { 'condition.path': { available: 'yes' } } })
  expect(routeRules(mesher)?.features['mirror']).toEqual({
    available: 'no',
    reason: { code: 'framework-lacks-mirroring', params: { framework: 'Mesher' } },
  })
  expect(mesher?.kinds).toContainEqual(
    expect.objectContaining({
      kind: 'authorizations',
      available: {
        available: 'no',
        reason: { code: 'framework-lacks-authorizations', params: { framework: 'Mesher' } },
      },
    }),
  )
})

test('a backend that stops is named with the moment since when, and a test says what it answered', async () => {
  const { meshes, kie } = await demoMesh()
  const mesh = meshNamed(meshes, 'cloud')
  const target = mesh.target('route-rules')
  await target?.list()

  await kie.pause()
  await target?.list()

  expect(mesh.connections().find(({ part }) => part === 'policies')?.stamp).toMatchObject({
    source: 'Kie',
    at: expect.any(String),
    silent: { since: expect.any(String), problem: { code: 'backend-silent', params: { backend: 'Kie' } } },
  })
  expect(await mesh.test()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ part: 'registry', answered: true, version: expect.any(String) }),
      expect.objectContaining({ part: 'policies', answered: false }),
    ]),
  )

  await kie.resume()
  await expect
    .poll(async () => (await mesh.test()).find(({ part }) => part === 'policies')?.answered, { timeout: 10_000 })
    .toBe(true)
})
