import { expect, test } from 'vitest'
import { isAbout, nearness, sideOf } from './rank.ts'

const policy = (service: string, name: string) => ({ service, name })

test('a policy is applied where its readers are', () => {
  expect(sideOf(policy('ocr', 'app'))).toBe('caller')
  expect(sideOf(policy('ocr', 'caller:predict'))).toBe('caller')
  expect(sideOf(policy('*', 'group:vip'))).toBe('caller')
  expect(sideOf(policy('billing', 'group:vip'))).toBe('called')
  expect(sideOf(policy('ocr', 'from:portal'))).toBe('called')
  expect(sideOf(policy('ocr', 'all'))).toBe('called')
})

test('a policy is about the calls that it names', () => {
  const calls = { caller: { service: 'predict', version: '1.0.0' }, callee: 'ocr' }
  expect(isAbout(policy('ocr', 'app'), calls)).toBe(true)
  expect(isAbout(policy('*', 'app'), calls)).toBe(true)
  expect(isAbout(policy('vpc', 'app'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'caller:predict'), calls)).toBe(true)
  expect(isAbout(policy('ocr', 'caller:predict@1.0.0'), calls)).toBe(true)
  expect(isAbout(policy('ocr', 'caller:predict@2.0.0'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'from:portal'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'caller:predict'), { callee: 'ocr' })).toBe(false)
})

test('the service is nearer than all of them, then the version than the caller than everybody', () => {
  const names = [
    policy('ocr', 'caller:predict@1.0.0'),
    policy('ocr', 'caller:predict'),
    policy('ocr', 'app'),
    policy('*', 'caller:predict'),
    policy('*', 'app'),
  ]
  expect(names.toReversed().toSorted((one, other) => nearness(other) - nearness(one))).toEqual(names)
})
