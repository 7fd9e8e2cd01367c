import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoleBinding } from './binding.ts'
import { mayDo } from './may.ts'
import { matchesPattern } from './pattern.ts'
import { isConsoleWide, permissions } from './permission.ts'
import { permissionsOf, type Role, roles } from './role.ts'

const bound = (role: Role, where: Partial<RoleBinding> = {}): RoleBinding => ({
  role,
  mesh: '*',
  namespace: '*',
  environment: '*',
  service: '*',
  tenant: '*',
  ...where,
})

test('a role that is bound everywhere may do what the role says, and nothing else', () => {
  for (const role of roles) {
    const may = permissions.filter((permission) => mayDo([bound(role)], permission))
    expect(may).toEqual(permissions.filter((one) => (permissionsOf[role] as readonly string[]).includes(one)))
  }
})

test('a binding holds in its own mesh, namespace and services', () => {
  const bindings = [bound('operator', { mesh: 'demo', namespace: '*@testing', service: 'ocr*' })]
  const may = (mesh: string, namespace: string, service: string) =>
    mayDo(bindings, 'route-rules:write', { mesh, namespace, service })

  expect(may('demo', 'cloud@testing', 'ocr-fast')).toBe(true)
  expect(may('other', 'cloud@testing', 'ocr')).toBe(false)
  expect(may('demo', 'cloud@production', 'ocr')).toBe(false)
  expect(may('demo', 'cloud@testing', 'predict')).toBe(false)
})

test('who may change some services may not change the policy of all of them', () => {
  const place = { mesh: 'demo', namespace: 'cloud', service: '*' }

  expect(mayDo([bound('operator', { service: 'ocr*' })], 'route-rules:write', place)).toBe(false)
  expect(mayDo([bound('operator', { label: { key: 'area', value: 'ai' } })], 'route-rules:write', place)).toBe(false)
  expect(mayDo([bound('operator')], 'route-rules:write', place)).toBe(true)
})

test('a binding by label holds for services that carry it, and for no service whose labels are not known', () => {
  const bindings = [bound('operator', { label: { key: 'area', value: 'ai' } })]
  const may = (labels?: Record<string, string>) =>
    mayDo(bindings, 'route-rules:write', { mesh: 'demo', namespace: 'cloud', service: 'ocr', labels })

  expect(may({ area: 'ai' })).toBe(true)
  expect(may({ area: 'edge' })).toBe(false)
  expect(may()).toBe(false)
})

test('a binding for an environment holds where a namespace belongs to it, and where none is known to it holds not', () => {
  const bindings = [bound('operator', { environment: 'prod*' })]
  const may = (environment?: string) =>
    mayDo(bindings, 'route-rules:write', { mesh: 'demo', namespace: 'cloud', environment, service: 'ocr' })

  expect(may('production')).toBe(true)
  expect(may('testing')).toBe(false)
  expect(may()).toBe(false)
  expect(mayDo(bindings, 'route-rules:write', { mesh: 'demo' })).toBe(true)
  expect(mayDo([bound('operator')], 'route-rules:write', { mesh: 'demo', namespace: 'cloud' })).toBe(true)
})

test('a binding for one tenant reads but writes nothing, since a policy touches every tenant', () => {
  const bindings = [bound('operator', { tenant: 'acme' })]

  expect(mayDo(bindings, 'calls:read')).toBe(true)
  expect(mayDo(bindings, 'route-rules:write')).toBe(false)
})

test('rights over the console itself need a binding that holds everywhere', () => {
  const narrow: Partial<RoleBinding>[] = [
    { mesh: 'demo' },
    { namespace: 'cloud' },
    { environment: 'production' },
    { service: 'ocr' },
    { tenant: 'acme' },
    { label: { key: 'area', value: 'ai' } },
  ]
  for (const permission of permissions.filter(isConsoleWide)) {
    expect(mayDo([bound('administrator')], permission)).toBe(true)
    for (const where of narrow) expect(mayDo([bound('administrator', where)], permission)).toBe(false)
  }
})

test('a more exact place never allows what a wider one refuses', () => {
  const name = fc.constantFrom('demo', 'cloud@testing', 'ocr', 'ocr-fast', 'acme')
  const pattern = fc.oneof(name, fc.constantFrom('*', 'ocr*', '*@testing', 'd*o'))
  const binding = fc.record({
    role: fc.constantFrom(...roles),
    mesh: pattern,
    namespace: pattern,
    environment: pattern,
    service: pattern,
    tenant: pattern,
  })
  fc.assert(
    fc.property(
      fc.array(binding),
      fc.constantFrom(...permissions),
      name,
      name,
      name,
      name,
      (bindings, asked, m, n, e, s) => {
        const namespace = { mesh: m, namespace: n, environment: e }
        const wider = [{}, { mesh: m }, namespace, { ...namespace, service: s }]
        const allowed = wider.map((place) => mayDo(bindings, asked, place))
        expect(allowed).toEqual(allowed.toSorted((one, other) => Number(other) - Number(one)))
      },
    ),
  )
})

test('a star stands for any run of characters, the rest for itself', () => {
  const cases: [string, string, boolean][] = [
    ['*', '', true],
    ['ocr', 'ocr', true],
    ['ocr', 'ocr-fast', false],
    ['*@testing', 'cloud@testing', true],
    ['*@testing', 'cloud@testing2', false],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a.c', 'abc', false],
  ]
  for (const [pattern, name, matches] of cases)
    expect([pattern, name, matchesPattern(pattern, name)]).toEqual([pattern, name, matches])
})
