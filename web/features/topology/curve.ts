export interface Point {
  x: number
  y: number
}

/** An edge's way: leaves its source and reaches its target at a right angle, as quadratic arcs that meet half way between bends. */
export interface Curve {
  from: Point
  to: Point
  /** Control points; an arc bends at each of them. */
  bends: Point[]
}

/** The curve between two ports that passes through points in order; `across` when the ports lie on left and right sides. */
export function curveBetween(from: Point, to: Point, across: boolean, through: readonly Point[] = []): Curve {
  if (!across) {
    const y = (from.y + to.y) / 2
    return {
      from,
      to,
      bends: [
        { x: from.x, y },
        { x: to.x, y },
      ],
    }
  }
  const stops = [from, ...through, to]
  const bends = stops.slice(1).flatMap((stop, index): Point[] => {
    const before = stops[index] ?? from
    if (Math.abs(before.y - stop.y) < 0.5) return stop === to ? [] : [stop]
    const x = (before.x + stop.x) / 2
    return [{ x, y: before.y }, { x, y: stop.y }, ...(stop === to ? [] : [stop])]
  })
  return { from, to, bends: bends.length > 0 ? bends : [{ x: (from.x + to.x) / 2, y: from.y }] }
}

/** The arcs of a curve one after the other. */
function arcsOf({ from, to, bends }: Curve): [Point, Point, Point][] {
  return bends.map((bend, index) => {
    const [before, after] = [bends[index - 1], bends[index + 1]]
    return [before ? middle(before, bend) : from, bend, after ? middle(bend, after) : to]
  })
}

/** The point at a share of the way (0–1), measured along the arcs. */
export function pointAt(curve: Curve, share: number): Point {
  const arcs = arcsOf(curve)
  const lengths = arcs.map(([start, bend, end]) => distance(start, bend) + distance(bend, end))
  let left = share * lengths.reduce((sum, length) => sum + length, 0)
  for (const [index, [start, bend, end]] of arcs.entries()) {
    const length = lengths[index] ?? 0
    if (left <= length && length > 0) return quadratic(start, bend, end, left / length)
    left -= length
  }
  return curve.to
}

/** Points along a curve, at most `step` pixels apart. */
export function trace(curve: Curve, step: number): Point[] {
  return arcsOf(curve).flatMap(([start, bend, end]) => {
    const count = Math.max(1, Math.ceil((distance(start, bend) + distance(bend, end)) / step))
    return Array.from({ length: count }, (_, index) => quadratic(start, bend, end, (index + 0.5) / count))
  })
}

const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)

function quadratic(start: Point, control: Point, end: Point, t: number): Point {
  const blend = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t ** 2 * c
  return { x: blend(start.x, control.x, end.x), y: blend(start.y, control.y, end.y) }
}

/**
 * Control points as cytoscape wants them: the weight along the straight line between the ends, and the distance from it
 * (positive to the right of the way, as the screen's y axis points down).
 */
export function controlPoints({ from, to, bends }: Curve): { weight: number; distance: number }[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  return bends.map((bend) => {
    const [x, y] = [bend.x - from.x, bend.y - from.y]
    return { weight: (x * dx + y * dy) / length ** 2, distance: (y * dx - x * dy) / length }
  })
}
