import { expect, test } from 'vitest'
import { alternatives, enumerated } from './alternatives.ts'

test('several values read as alternatives in both languages', () => {
  expect(alternatives(['404'], 'en')).toBe('404')
  expect(alternatives(['404', '5xx'], 'en')).toBe('404 or 5xx')
  expect(alternatives(['404', '5xx'], 'zh-CN')).toBe('404 或 5xx')
})

test('several things are told apart by commas and an and', () => {
  expect(enumerated(['calee', 'minMs', 'status'], 'en')).toBe('calee, minMs, and status')
  expect(enumerated(['calee', 'status'], 'zh-CN')).toBe('calee 和 status')
})
