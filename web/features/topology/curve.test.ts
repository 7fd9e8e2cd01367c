import { expect, test } from 'vitest'
import { controlPoints, curveBetween, pointAt } from './curve.ts'

const curve = curveBetween({ x: 10, y: 20 }, { x: 210, y: 120 }, true)

test('a curve begins and ends at its ports and is half way in the middle', () => {
  expect(pointAt(curve, 0)).toEqual({ x: 10, y: 20 })
  expect(pointAt(curve, 0.5)).toEqual({ x: 110, y: 70 })
  expect(pointAt(curve, 1)).toEqual({ x: 210, y: 120 })
})

test('control points by weight and distance are the bends again', () => {
  const { from, to, bends } = curve
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  // As cytoscape builds them: along the straight line by weight, then away from it by distance.
  const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length }
  const built = controlPoints(curve).map(({ weight, distance }) => ({
    x: from.x * (1 - weight) + to.x * weight + normal.x * distance,
    y: from.y * (1 - weight) + to.y * weight + normal.y * distance,
  }))

  for (const [index, bend] of bends.entries()) {
    expect(built[index]?.x).toBeCloseTo(bend.x)
    expect(built[index]?.y).toBeCloseTo(bend.y)
  }
})
