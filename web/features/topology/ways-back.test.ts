import { expect, test } from 'vitest'
import type { Positions } from './shapes.ts'
import { waysBack } from './ways-back.ts'

const rect = (x: number, y: number) => ({ x, y, width: 148, height: 46 })
const between: Positions = { one: rect(300, 0), two: rect(300, 82), three: rect(300, 164) }
const back = (id: string, from: number, to: number) => ({ id, from: { x: 526, y: from }, to: { x: 74, y: to } })

/** The heights at which ways pass the plates, by id. */
function heightsOf(ways: Parameters<typeof waysBack>[0], at = between): Record<string, number> {
  return Object.fromEntries([...waysBack(ways, at)].map(([id, [point]]) => [id, point?.y ?? NaN]))
}

test('a way back keeps a height that is free, and else takes the nearest gap', () => {
  expect(heightsOf([back('free', 41, 0)])).toEqual({ free: 41 })
  expect(heightsOf([back('above', -5, -5)])).toEqual({ above: -39 })
  expect(heightsOf([back('below', 170, 168)])).toEqual({ below: 203 })
})

test('with nothing between its ends a way back runs straight', () => {
  expect(waysBack([back('straight', 0, 0)], { beside: rect(900, 0), frame: { ...rect(300, 0), width: 700 } })).toEqual(
    new Map(),
  )
})

test('two ways around the same plates do not coincide, and both pass them', () => {
  const heights = heightsOf([back('one', -5, 5), back('other', -3, 3)])

  const [first = NaN, second = NaN] = Object.values(heights)
  expect(Math.abs(first - second)).toBeGreaterThanOrEqual(4)
  for (const y of [first, second]) for (const plate of [0, 82, 164]) expect(Math.abs(y - plate)).toBeGreaterThan(23)
})

test('forty ways around the same plates all have lanes of their own', () => {
  const ways = Array.from({ length: 40 }, (_, index) => back(`way-${index}`, 80 + index / 10, 84))
  const sorted = Object.values(heightsOf(ways)).toSorted((one, other) => one - other)

  expect(sorted).toHaveLength(40)
  for (const [index, y] of sorted.entries()) expect(y - (sorted[index - 1] ?? -Infinity)).toBeGreaterThan(1)
})

test('the shorter of two ways lies next to the plates', () => {
  const at = { near: rect(300, 0), far: rect(600, 0) }
  const long = { id: 'a', from: { x: 826, y: -4 }, to: { x: 74, y: -4 } }

  const heights = heightsOf([long, back('b', -4, -4)], at)

  expect(heights).toEqual({ a: -44, b: -39 })
})
