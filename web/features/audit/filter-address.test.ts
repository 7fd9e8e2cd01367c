import { expect, test } from 'vitest'
import { withValues } from '../../ui/conditions/address.ts'
import { filterOf, isValueOf, withoutFilter } from './filter-address.ts'

const of = (query: string) => filterOf(new URLSearchParams(query))

test('an address is read as conditions; several values of a field are alternatives', () => {
  const { filter, terms, wrong } = of('actor=ada&actor=eve&event=user-changed&days=7&object=ocr&entry=12&last=15m')

  expect(filter).toEqual({ actor: ['ada', 'eve'], event: ['user-changed'], days: 7, object: 'ocr' })
  expect(terms.map(({ field }) => field)).toEqual(['actor', 'event', 'object', 'days'])
  expect(wrong).toEqual([])
})

test('what an address means by no condition is named, and nothing is asked', () => {
  expect(of('person=ada')).toEqual({ terms: [], wrong: ['person'] })
  expect(of('event=user-chnged')).toMatchObject({ wrong: ['event'] })
  expect(of('after=yesterday').filter).toBeUndefined()
})

test('conditions are replaced and removed, and the open entry stays', () => {
  const search = new URLSearchParams('actor=ada&days=7&entry=12')

  expect(String(withValues(search, 'actor', ['eve', 'kim']))).toBe('days=7&entry=12&actor=eve&actor=kim')
  expect(String(withoutFilter(search))).toBe('entry=12')
})

test('a value is refused where the field cannot have it', () => {
  expect(isValueOf('days', '7')).toBe(true)
  expect(isValueOf('days', 'seven')).toBe(false)
  expect(isValueOf('result', 'refused')).toBe(true)
  expect(isValueOf('result', 'perhaps')).toBe(false)
})
