import { expect, test } from 'vitest'
import { Environment } from '#shared/features/environments/model.ts'
import { everywhere } from '../test-support/console-with.ts'
import { demoMesh } from '../test-support/demo-mesh.ts'
import { eventually } from '../test-support/eventually.ts'
import { actorOf } from './actor.ts'

/** A mesh with `ocr` in the area `ai` and `billing` in the area `ops`. */
async function twoAreas() {
  const { meshes, register } = await demoMesh()
  await register('ocr', '1.0.0', {}, { service: { area: 'ai' } })
  await register('billing', '1.0.0', {}, { service: { area: 'ops' } })
  await eventually(async () => {
    const services = (await meshes.get('cloud')?.registry.snapshot())?.value.services ?? []
    return ['ai', 'ops'].every((area) => services.some(({ labels }) => labels['area'] === area))
  }, 'both services with their areas')
  return meshes
}

const environments = async () => [
  Environment.parse({
    name: 'production',
    order: 1,
    meshes: '*',
    namespaces: '*@production',
    approvals: 0,
    revision: 1,
  }),
  Environment.parse({ name: 'testing', order: 2, meshes: '*', namespaces: '*', approvals: 0, revision: 1 }),
]

const place = (service: string) => ({ mesh: 'cloud', namespace: 'cloud@production', service })

test('a binding by label stands for the services that carry it now, by name', async () => {
  const bindings = [{ ...everywhere('operator'), label: { key: 'area', value: 'ai' } }]

  const actor = await actorOf({ name: 'somebody', bindings }, { meshes: await twoAreas(), environments })

  expect(actor.visibility('services:read', 'cloud')).toEqual({
    mesh: 'cloud',
    grants: [{ namespace: 'cloud@production', service: 'ocr', tenant: '*' }],
  })
  expect(actor.may('route-rules:write', place('ocr'))).toBe(true)
  expect(actor.may('route-rules:write', place('billing'))).toBe(false)
})

test('a permission that the role lacks shows nothing, whatever the label', async () => {
  const bindings = [{ ...everywhere('viewer'), label: { key: 'area', value: 'ai' } }]

  const actor = await actorOf({ name: 'somebody', bindings }, { meshes: await twoAreas(), environments })

  expect(actor.visibility('calls:read-bodies', 'cloud').grants).toEqual([])
  expect(actor.visibility('services:read', 'another').grants).toEqual([])
})

test('a binding by environment stands for the registered namespaces that belong to it', async () => {
  const world = { meshes: await twoAreas(), environments }
  const bound = (environment: string) =>
    actorOf({ name: 'somebody', bindings: [{ ...everywhere('operator'), environment, service: 'o*' }] }, world)

  const inProduction = await bound('production')
  expect(inProduction.visibility('services:read', 'cloud')).toEqual({
    mesh: 'cloud',
    grants: [{ namespace: 'cloud@production', service: 'o*', tenant: '*' }],
  })
  expect(inProduction.may('route-rules:write', place('ocr'))).toBe(true)
  expect(inProduction.may('route-rules:write', place('billing'))).toBe(false)

  const inTesting = await bound('testing')
  expect(inTesting.visibility('services:read', 'cloud').grants).toEqual([])
  expect(inTesting.may('route-rules:write', place('ocr'))).toBe(false)
  expect(inTesting.may('route-rules:write', { ...place('ocr'), namespace: 'cloud@staging' })).toBe(true)
})

test('several bindings add up, each with its own tenants', async () => {
  const bindings = [
    { ...everywhere('viewer'), namespace: '*@testing' },
    { ...everywhere('auditor'), service: 'billing', tenant: 'acme' },
  ]

  const actor = await actorOf({ name: 'somebody', bindings }, { meshes: new Map(), environments })

  expect(actor.visibility('calls:read', 'cloud').grants).toEqual([
    { namespace: '*@testing', service: '*', tenant: '*' },
    { namespace: '*', service: 'billing', tenant: 'acme' },
  ])
})
