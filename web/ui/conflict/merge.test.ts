import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeForms } from './merge.ts'

const base = { name: 'production', approvals: 1, step: 20 }

test('what only one of two people changed is taken from that one', () => {
  const merge = mergeForms({ base, theirs: { ...base, approvals: 2 }, mine: { ...base, step: 10 } })

  expect(merge).toEqual({ form: { name: 'production', approvals: 2, step: 10 }, takenOver: ['approvals'], asked: [] })
})

test('only what both changed apart is asked for', () => {
  const forms = { base, theirs: { ...base, approvals: 2, step: 5 }, mine: { ...base, approvals: 3, step: 5 } }

  expect(mergeForms(forms)).toMatchObject({ takenOver: [], asked: ['approvals'] })
  expect(mergeForms(forms, { approvals: 'mine' }).form).toEqual({ ...base, approvals: 3, step: 5 })
  expect(mergeForms(forms, { approvals: 'theirs' }).form).toEqual({ ...base, approvals: 2, step: 5 })
})

test('a contested field may get a value that neither of the two typed', () => {
  const forms = { base, theirs: { ...base, approvals: 2, step: 5 }, mine: { ...base, approvals: 3 } }

  const { form } = mergeForms(forms, { approvals: 'own', step: 'own' }, { approvals: 4, step: 7 })

  // Nobody disputes the step, so nothing of one's own takes its place.
  expect(form).toEqual({ ...base, approvals: 4, step: 5 })
})

test('no field comes from anywhere but the two, and nothing that was typed is dropped unasked', () => {
  const form = fc.record({ one: fc.integer({ min: 0, max: 2 }), two: fc.constantFrom('a', 'b') })
  fc.assert(
    fc.property(form, form, form, (begun, theirs, mine) => {
      const { form: agreed, takenOver } = mergeForms({ base: begun, theirs, mine })
      for (const key of ['one', 'two'] as const) {
        expect(agreed[key]).toBe(mine[key] === begun[key] ? theirs[key] : mine[key])
        expect(takenOver.includes(key)).toBe(mine[key] === begun[key] && theirs[key] !== begun[key])
      }
    }),
  )
})
