import { expect, test } from 'vitest'
import { latencyShare, serverPart } from './latency-bar.ts'

test('ten times as slow is always the same step longer', () => {
  expect(latencyShare(10)).toBeCloseTo(0.25)
  expect(latencyShare(100)).toBeCloseTo(0.5)
  expect(latencyShare(1000)).toBeCloseTo(0.75)
})

test('a bar is never invisible and never longer than its place', () => {
  expect(latencyShare(0)).toBeGreaterThan(0)
  expect(latencyShare(3_600_000)).toBe(1)
})

test('the callee’s part lies inside the caller’s, even where its clock says longer', () => {
  expect(serverPart(10, 8)).toEqual({ start: expect.closeTo(0.1), length: 0.8 })
  expect(serverPart(10, 12)).toEqual({ start: 0, length: 1 })
  expect(serverPart(0, 0)).toEqual({ start: 0, length: 1 })
})
