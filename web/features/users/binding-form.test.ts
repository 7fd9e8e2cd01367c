import { expect, test } from 'vitest'
import { RoleBinding } from '#shared/access/binding.ts'
import { bindingFormOf, bindingsOf, emptyBinding } from './binding-form.ts'

const bindings = [
  RoleBinding.parse({ role: 'operator', label: { key: 'area', value: 'ai' }, environment: 'production' }),
  RoleBinding.parse({ role: 'viewer', service: 'ocr*', mesh: 'sandbox', tenant: 'acme' }),
  RoleBinding.parse({ role: 'administrator' }),
]

test('what was bound comes back as it was, and an empty field means all', () => {
  expect(bindingsOf(bindings.map(bindingFormOf))).toEqual({ ok: true, value: bindings })
  expect(bindingsOf([emptyBinding])).toEqual({ ok: true, value: [RoleBinding.parse({ role: 'viewer' })] })
})

test('a name or label that is asked for and not given is missing, not all', () => {
  const named = bindingsOf([emptyBinding, { ...emptyBinding, by: 'name' }])
  expect(named).toMatchObject({ ok: false, findings: [{ code: 'value-missing', field: '1.service' }] })
  const labelled = bindingsOf([{ ...emptyBinding, by: 'label', key: 'area' }])
  expect(labelled).toMatchObject({ ok: false, findings: [{ code: 'value-missing', field: '0.label.value' }] })
})
