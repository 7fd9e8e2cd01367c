import { expect, test } from 'vitest'
import { durationMs } from './duration.ts'

test.each([
  ['0', 0],
  ['1500', 1500],
  ['10S', 10_000],
  ['1M', 60_000],
  ['1H2M3.5S', 3_723_500],
  ['10s', 10_000],
])('%s is a duration of %d ms', (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds)
})

test.each(['', 'PT10S', '10 S', '-5', '-5S', '1D', '1.5M', 'S', '10ms'])('"%s" is no duration', (text) => {
  expect(durationMs(text)).toBeUndefined()
})
