import { expect, test } from 'vitest'
import { curveBetween } from './curve.ts'
import { type LabelWish, placeLabels } from './label-places.ts'

const wish = (id: string, y: number, more: Partial<LabelWish> = {}): LabelWish => ({
  id,
  curve: curveBetween({ x: 0, y }, { x: 60, y }, true),
  width: 50,
  height: 18,
  problem: false,
  weight: 1,
  ...more,
})

test('of labels in the same place the one with more calls stays', () => {
  expect([...placeLabels([wish('quiet', 0), wish('busy', 2, { weight: 90 })], []).keys()]).toEqual(['busy'])
})

test('a label of trouble is never dropped, and comes before busier ones', () => {
  const wishes = [
    wish('busy', 0, { weight: 90 }),
    wish('failing', 1, { problem: true }),
    wish('degraded', 2, { problem: true }),
  ]

  expect([...placeLabels(wishes, []).keys()].toSorted()).toEqual(['degraded', 'failing'])
})

test('a label slides along its edge before it gives up', () => {
  const long = wish('long', 0, { curve: curveBetween({ x: 0, y: 0 }, { x: 600, y: 0 }, true) })
  const plate = { x: 330, y: 0, width: 60, height: 46 }

  const place = placeLabels([long], [plate]).get('long')

  expect(place).toBeDefined()
  expect(Math.abs((place?.x ?? 330) - 330)).toBeGreaterThan(55)
})

test('a label keeps off the stretch where another line runs beside its edge', () => {
  const long = wish('long', 0, { curve: curveBetween({ x: 0, y: 0 }, { x: 600, y: 0 }, true) })
  const beside = wish('beside', 0, { curve: curveBetween({ x: 200, y: -4 }, { x: 420, y: -4 }, true) })

  const { x = 300 } = placeLabels([long, beside], []).get('long') ?? {}

  expect(Math.abs(x - 310)).toBeGreaterThan(110 + 25)
})
