import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allTo, evenly, type Weighted, withWeight } from './weights.ts'

const free = (...weights: number[]): Weighted[] => weights.map((weight) => ({ weight, locked: false }))
const weightsOf = (items: Weighted[]) => items.map(({ weight }) => weight)
const total = (items: Weighted[]) => Math.round(items.reduce((sum, { weight }) => sum + weight * 100, 0)) / 100

describe('moving one weight', () => {
  test('the other takes the rest', () => {
    expect(weightsOf(withWeight(free(100, 0), 1, 5, 1))).toEqual([95, 5])
  })

  test('several others share the rest in proportion to what they had', () => {
    expect(weightsOf(withWeight(free(60, 30, 10), 2, 55, 1))).toEqual([30, 15, 55])
  })

  test('a locked one stays as it is, and what it leaves is the limit', () => {
    const items = [{ weight: 40, locked: true }, ...free(60, 0)]

    expect(weightsOf(withWeight(items, 2, 90, 1))).toEqual([40, 0, 60])
  })

  test('with every other one locked it can only be what they leave', () => {
    const items = [{ weight: 70, locked: true }, ...free(30)]

    expect(weightsOf(withWeight(items, 1, 5, 1))).toEqual([70, 30])
  })

  test('a single destination has everything', () => {
    expect(weightsOf(withWeight(free(100), 0, 20, 1))).toEqual([100])
  })
})

test('three even shares lose nothing', () => {
  expect(weightsOf(evenly(free(100, 0, 0), 1))).toEqual([34, 33, 33])
  expect(weightsOf(allTo(free(34, 33, 33), 2))).toEqual([0, 0, 100])
})

test('whatever is moved, the sum stays 100 and no weight is negative or finer than the step', () => {
  const step = fc.constantFrom(1, 0.01)
  const moves = fc.array(
    fc.record({ at: fc.nat({ max: 4 }), weight: fc.double({ min: -20, max: 140, noNaN: true }), lock: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), step, moves, (count, smallest, all) => {
      let items = evenly(free(...Array.from({ length: count }, () => 0)), smallest)
      for (const { at, weight, lock } of all) {
        const index = at % count
        items = withWeight(items, index, weight, smallest).map((item, other) =>
          other === index ? { ...item, locked: lock } : item,
        )
        expect(total(items)).toBe(100)
        for (const item of items) {
          expect(item.weight).toBeGreaterThanOrEqual(0)
          expect(Math.abs(item.weight / smallest - Math.round(item.weight / smallest))).toBeLessThan(1e-6)
        }
      }
    }),
  )
})
