import { expect, test } from 'vitest'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { capabilityOf, traitsOf } from './call-traits.ts'
import { groupNameFor } from './group-name.ts'
import { hasDraft, routeFor, withRouteOnTop } from './started-rule.ts'

const record: CallRecord = {
  id: '1-1-0',
  mesh: 'cloud',
  at: '2026-11-20T21:04:17.903Z',
  durationMs: 9,
  trace: '1',
  span: '1',
  attempt: 0,
  caller: { namespace: 'cloud@production', service: 'predict', version: '1.0.0' },
  callee: { namespace: 'cloud@production', service: 'ocr', version: '1.0.0' },
  tenant: { id: 't-1', name: 'Blue Whale' },
  protocol: 'http',
  method: 'POST',
  url: '/ocr/recognize?page=2&phone=•••',
  status: 200,
  outcome: 'ok',
  headers: { 'device-os': 'android', 'x-tenant-id': 't-1', cookie: '[dropped]', 'x-empty': '' },
  halves: 'both',
}
const [tenant, device] = traitsOf(record)

test('a call can be told by what was recorded of it, the tenant first; what is masked or was never kept is left out', () => {
  expect(traitsOf(record).map(({ condition: { field, name, value } }) => [field, name, value])).toEqual([
    ['header', 'x-tenant-id', 't-1'],
    ['header', 'device-os', 'android'],
    ['path', '', '/ocr/recognize'],
    ['method', '', 'POST'],
    ['query', 'page', '2'],
    ['caller', '', 'predict'],
  ])
  expect([tenant?.ofTenant, device?.ofTenant]).toEqual([true, false])
})

test('a condition that the mesh lacks says why, by its field or by how it compares', () => {
  const no = (code: string) => ({ available: 'no' as const, reason: { code, params: {} } })
  const features: Capabilities['features'] = { 'condition.header': { available: 'yes' }, 'condition.path': no('path') }
  const capabilities: Capabilities = {
    kind: 'route-rules',
    available: { available: 'yes' },
    features,
    takesEffect: 'live',
    proof: 'live',
  }
  const [header, , path] = traitsOf(record).map((trait) => capabilityOf(trait, capabilities))
  expect(header).toEqual({ available: 'yes' })
  expect(path).toEqual(no('path'))
  const without = { ...capabilities, features: { ...features, 'operator.is': no('is') } }
  expect(traitsOf(record).map((trait) => capabilityOf(trait, without)?.available)).not.toContain('yes')
})

test('a group of such calls is named by what they are known by first, as a key can hold it', () => {
  expect(groupNameFor(tenant ? [tenant.condition] : [])).toBe('x-tenant-id-t-1')
  expect(
    groupNameFor(
      traitsOf(record)
        .map(({ condition }) => condition)
        .slice(2),
    ),
  ).toBe('ocr-recognize')
  expect(groupNameFor([])).toBe('')
})

const route = routeFor(device ? [device.condition] : [], '1.0.0', ['1.0.1', '1.0.0'])
const live = { spec: { routes: [{ name: 'all' }] }, enabled: true, base: 'b1' }

test('the new route is tried first, and sends calls where they went until somebody says otherwise', () => {
  expect(route.destinations).toEqual([
    { labels: { version: '1.0.0' }, weight: 100 },
    { labels: { version: '1.0.1' }, weight: 0 },
  ])
  expect(withRouteOnTop({ policy: live, draft: null }, route)).toEqual({
    spec: { routes: [route, { name: 'all' }] },
    enabled: true,
    base: 'b1',
  })
  expect(withRouteOnTop({ policy: null, draft: null }, route)).toMatchObject({
    spec: { routes: [route] },
    base: 'none',
  })
})

test('a kept draft is added to, on its own base', () => {
  const draft = { spec: { routes: [{ name: 'unfinished' }, { name: 'all' }] }, enabled: false, base: 'b0' }
  expect(hasDraft({ policy: live, draft })).toBe(true)
  expect(withRouteOnTop({ policy: live, draft }, route)).toEqual({
    spec: { routes: [route, { name: 'unfinished' }, { name: 'all' }] },
    enabled: false,
    base: 'b0',
  })
})
