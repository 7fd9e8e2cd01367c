import { expect, test } from 'vitest'
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

const place = (service: string) => ({ mesh: 'cloud', namespace: 'cloud@production', service })

test('a binding by label stands for the services that carry it now, by name', async () => {
  const bindings = [{ ...everywhere('operator'), label: { key: 'area', value: 'ai' } }]

  const actor = await actorOf({ name: 'somebody', bindings }, await twoAreas())

  expect(actor.visibility('services:read', 'cloud')).toEqual({
    mesh: 'cloud',
    grants: [{ namespace: 'cloud@production', service: 'ocr', tenant: '*' }],
  })
  expect(actor.may('route-rules:write', place('ocr'))).toBe(true)
  expect(actor.may('route-rules:write', place('billing'))).toBe(false)
})

test('a permission that the role lacks shows nothing, whatever the label', async () => {
  const bindings = [{ ...everywhere('viewer'), label: { key: 'area', value: 'ai' } }]

  const actor = await actorOf({ name: 'somebody', bindings }, await twoAreas())

  expect(actor.visibility('calls:read-bodies', 'cloud').grants).toEqual([])
  expect(actor.visibility('services:read', 'another').grants).toEqual([])
})

test('several bindings add up, each with its own tenants', async () => {
  const bindings = [
    { ...everywhere('viewer'), namespace: '*@testing' },
    { ...everywhere('auditor'), service: 'billing', tenant: 'acme' },
  ]

  const actor = await actorOf({ name: 'somebody', bindings }, new Map())

  expect(actor.visibility('calls:read', 'cloud').grants).toEqual([
    { namespace: '*@testing', service: '*', tenant: '*' },
    { namespace: '*', service: 'billing', tenant: 'acme' },
  ])
})
