import { expect, test } from 'vitest'
import { counterOf } from './bucket.ts'

const second = 1_000_000
const calls = (count: number, at: number, everyMicros = 0) =>
  Array.from({ length: count }, (_, index) => at + index * everyMicros)
const passed = (counter: ReturnType<typeof counterOf>, at: number[]): number =>
  at.filter((moment) => counter.takes(moment)).length

test('a bucket lets its burst through at once, then its rate', () => {
  const counter = counterOf({ limit: 20, per: 1 }, 'token-bucket')

  expect(passed(counter, calls(60, 0))).toBe(4)
  expect(passed(counter, calls(100, second, 50_000))).toBe(100)
})

test('a bucket of less than five holds ten', () => {
  const counter = counterOf({ limit: 1, per: 1 }, 'token-bucket')

  expect(passed(counter, calls(60, 0))).toBe(10)
  expect(passed(counter, calls(10, second))).toBe(1)
  expect(passed(counter, calls(10, 4 * second))).toBe(3)
})

test('a window begins with its first call, steady periods do not wait for one', () => {
  const window = counterOf({ limit: 2, per: 1 }, 'window-of-first-call')
  const periods = counterOf({ limit: 2, per: 1 }, 'steady-periods')
  const moments = [0, 1.9 * second, 2.1 * second, 2.2 * second, 2.3 * second]

  expect(moments.map((at) => window.takes(at))).toEqual([true, true, true, false, false])
  expect(moments.map((at) => periods.takes(at))).toEqual([true, true, true, true, false])
})

test('a limit of 0 lets nothing through, however it is counted', () => {
  for (const counting of ['token-bucket', 'window-of-first-call', 'steady-periods'] as const) {
    expect(passed(counterOf({ limit: 0, per: 1 }, counting), calls(5, 0, second))).toBe(0)
  }
})
