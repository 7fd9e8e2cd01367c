import type { Point } from './curve.ts'
import type { Positions, Rect } from './shapes.ts'

/** Pixels between an edge that passes plates and the next of them. */
const berth = 16

/**
 * The points of an edge from a plate to one at its left: past everything that lies between them, through the gap that costs the least way
 * up and down. Frames that hold one of the ends are no obstacle. Nothing lies between: no points.
 */
export function wayBack(from: Point, to: Point, at: Positions): Point[] {
  const between = Object.values(at).filter(
    (rect) => leftOf(rect) > to.x && rightOf(rect) < from.x && !holds(rect, from) && !holds(rect, to),
  )
  if (between.length === 0) return []
  const isFree = (y: number) => between.every((rect) => Math.abs(y - rect.y) >= rect.height / 2 + berth - 1)
  const detour = (y: number) => Math.abs(y - from.y) + Math.abs(y - to.y)
  const heights = [
    from.y,
    to.y,
    ...between.flatMap(({ y, height }) => [y - height / 2 - berth, y + height / 2 + berth]),
  ]
  const y = heights.filter(isFree).reduce((best, one) => (detour(one) < detour(best) ? one : best), Infinity)
  if (y === Infinity) return []
  return [
    { x: Math.min(from.x, Math.max(...between.map(rightOf)) + berth), y },
    { x: Math.max(to.x, Math.min(...between.map(leftOf)) - berth), y },
  ]
}

const leftOf = ({ x, width }: Rect) => x - width / 2
const rightOf = ({ x, width }: Rect) => x + width / 2

const holds = (rect: Rect, { x, y }: Point): boolean =>
  Math.abs(x - rect.x) * 2 <= rect.width && Math.abs(y - rect.y) * 2 <= rect.height
