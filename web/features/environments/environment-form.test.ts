import { expect, test } from 'vitest'
import { Environment } from '#shared/features/environments/model.ts'
import { coverageOf, draftOf, emptyForm, formOf } from './environment-form.ts'

const environment = (name: string, order: number, namespaces: string) =>
  Environment.parse({ name, order, meshes: '*', namespaces, approvals: 1, revision: 3 })

test('an environment comes back from its form as it was', () => {
  const full = {
    ...environment('production', 2, '*@production'),
    largestWeightStep: 20,
    moreAbove: { callsPerSecond: 50, approvals: 2 },
  }

  for (const one of [full, environment('testing', 1, '*')]) {
    const { revision: _, ...value } = one
    expect(draftOf(formOf(one))).toEqual({ ok: true, value })
  }
})

test('what is missing or cannot be met is named by its field', () => {
  const form = { ...emptyForm([]), name: 'production', namespaces: '*', more: true, moreRate: 5, moreApprovals: 1 }
  expect(draftOf(form)).toMatchObject({
    ok: false,
    findings: [{ code: 'approvals-not-more', field: 'moreAbove.approvals' }],
  })
})

test('a new one comes last, so that it takes nothing from those that are there', () => {
  expect(emptyForm([environment('a', 7, '*'), environment('b', 3, '*')]).order).toBe(8)
})

test('a namespace belongs to the first environment that fits it', () => {
  const places = ['shop@production', 'shop@testing', 'bank@production'].map((namespace) => ({
    mesh: 'demo',
    namespace,
  }))
  const others = [environment('shop', 1, 'shop@*')]
  const form = { name: 'production', order: 2, meshes: '*', namespaces: '*@production' }

  expect(coverageOf(form, others, places)).toEqual({ covered: [places[2]], taken: [places[0]] })
  expect(coverageOf({ ...form, order: 0 }, others, places).covered).toEqual([places[0], places[2]])
  expect(coverageOf({ ...form, meshes: 'other' }, others, places)).toEqual({ covered: [], taken: [] })
})
