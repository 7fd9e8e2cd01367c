import { expect, test } from 'vitest'
import {
  isMatchComplete,
  newMatch,
  withCondition,
  withNewCondition,
  withNewGroup,
  withoutCondition,
} from './match-draft.ts'

const android = withCondition(newMatch(), 0, 0, (one) => ({ ...one, name: 'device-os', value: 'android' }))

test('a condition is worth checking once it says what it compares', () => {
  expect(isMatchComplete(newMatch())).toBe(false)
  expect(isMatchComplete(android)).toBe(true)
  expect(isMatchComplete(withCondition(newMatch(), 0, 0, (one) => ({ ...one, field: 'path' })))).toBe(true)
})

test('the first condition of a match for every call makes its group', () => {
  expect(withNewCondition({ any: [] }, 0)).toEqual(newMatch())
})

test('a match that loses its last condition takes every call, not a group of nothing', () => {
  expect(withoutCondition(android, 0, 0)).toEqual({ any: [] })
})

test('an alternative is a group of its own, and its conditions do not touch the first one', () => {
  const either = withNewCondition(withNewGroup(android), 1)

  expect(either.any.map(({ all }) => all.length)).toEqual([1, 2])
  expect(either.any[0]).toEqual(android.any[0])
})
