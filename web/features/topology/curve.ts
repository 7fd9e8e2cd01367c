export interface Point {
  x: number
  y: number
}

/** An edge's way: leaves its source and reaches its target at a right angle, as two quadratic arcs that meet in the middle. */
export interface Curve {
  from: Point
  to: Point
  /** Control points of the first and the second arc. */
  bends: [Point, Point]
}

/** The curve between two ports; `across` when they lie on left and right sides. */
export function curveBetween(from: Point, to: Point, across: boolean): Curve {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const bends: [Point, Point] = across
    ? [
        { x: middle.x, y: from.y },
        { x: middle.x, y: to.y },
      ]
    : [
        { x: from.x, y: middle.y },
        { x: to.x, y: middle.y },
      ]
  return { from, to, bends }
}

/** The point at a share of the way (0–1). */
export function pointAt({ from, to, bends: [first, second] }: Curve, share: number): Point {
  const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 }
  return share < 0.5 ? quadratic(from, first, middle, share * 2) : quadratic(middle, second, to, share * 2 - 1)
}

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
