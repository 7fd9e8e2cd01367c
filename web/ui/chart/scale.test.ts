import { expect, test } from 'vitest'
import { gapsOf, linePath, roundScale, timeTicks } from './scale.ts'

test('an axis ends at a round number above the largest value and has at most four steps', () => {
  for (const largest of [0.004, 0.7, 1, 3, 46.2, 430, 999, 12_345]) {
    const { top, step } = roundScale(largest)
    expect(top).toBeGreaterThanOrEqual(largest)
    expect(top / step).toBeLessThanOrEqual(4.001)
    expect(top).toBeLessThanOrEqual(largest * 2)
  }
})

test('an axis of nothing but zeros still has a height', () => {
  expect(roundScale(0)).toEqual({ top: 1, step: 0.5 })
})

test('a stretch counts as missing only where no line has a value', () => {
  const lines = [
    [1, null, null, null, 5],
    [1, null, 2, null, null],
  ]
  expect(gapsOf(lines, 5)).toEqual([
    [1, 1],
    [3, 3],
  ])
})

test('a line is interrupted where a value is missing, and a lone value is still seen', () => {
  const same = (value: number) => value
  expect(linePath([1, 2, null, 4], same, same)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0h2')
})

test('a window of 15 minutes is labelled at full minutes inside it', () => {
  const from = Date.UTC(2026, 10, 20, 13, 51, 7)
  const ticks = timeTicks(from, from + 900_000)
  expect(ticks.length).toBeGreaterThanOrEqual(3)
  expect(ticks.length).toBeLessThanOrEqual(7)
  expect(ticks.every((tick) => tick % 60_000 === 0 && tick >= from && tick <= from + 900_000)).toBe(true)
})
