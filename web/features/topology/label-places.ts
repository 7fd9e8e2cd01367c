import { type Curve, type Point, pointAt, trace } from './curve.ts'
import { boundsOf, overlaps } from './frames.ts'
import type { Rect } from './shapes.ts'

/** A label that wants to stand on its edge. Sizes in pixels at zoom 1. */
export interface LabelWish {
  id: string
  curve: Curve
  width: number
  height: number
  /** Labels of edges with trouble stand before all others and are never dropped. */
  problem: boolean
  /** The more, the sooner it gets its place. */
  weight: number
}

/** Shares of the way at which a label may stand, the best first. */
const stands = [0.55, 0.5, 0.6, 0.45, 0.66, 0.38, 0.72, 0.3, 0.8, 0.22, 0.87]

/** Pixels that stay free around a label. */
const gap = 3

/** Pixels between the points of a line that a label is held against, less than a label is high. */
const lineStep = 12

/** Up to this many labels are held against the lines of all others; of more nobody reads every one. */
const mostHeld = 150

/**
 * Where each label stands: those that find no free place on their edge are left out, unless they tell of trouble. Of free places a label
 * takes the one where the fewest other lines run, so that it is seen whose it is.
 */
export function placeLabels(wishes: readonly LabelWish[], obstacles: readonly Rect[]): Map<string, Point> {
  const taken: Rect[] = [...obstacles]
  const lines = wishes.length > mostHeld ? [] : wishes.map(({ id, curve }) => ({ id, ...traced(curve) }))
  const places = new Map<string, Point>()
  const sorted = wishes.toSorted(
    (one, other) =>
      Number(other.problem) - Number(one.problem) || other.weight - one.weight || one.id.localeCompare(other.id),
  )
  for (const { id, curve, width, height, problem } of sorted) {
    const rects = stands.map((share) => ({ ...pointAt(curve, share), width: width + gap, height: height + gap }))
    // Most of a large graph lies nowhere near an edge, and is left out once for all stands on it.
    const reach = boundsOf(rects)
    const near = taken.filter((other) => reach && overlaps(reach, other))
    const crowds = rects.map((rect) => ({ rect, crowd: near.filter((other) => overlaps(rect, other)).length }))
    const least = Math.min(...crowds.map(({ crowd }) => crowd))
    if (least > 0 && !problem) continue
    const others = lines.filter((line) => line.id !== id && reach && meets(reach, line.bounds))
    const rect = fewestCrossed(
      crowds.flatMap(({ rect, crowd }) => (crowd === least ? [rect] : [])),
      others,
    )
    if (!rect) continue
    taken.push(rect)
    places.set(id, { x: rect.x, y: rect.y })
  }
  return places
}

interface Line {
  points: readonly Point[]
  /** Undefined without points. */
  bounds: Rect | undefined
}

// A zoom step asks for the same curves again.
const traces = new WeakMap<Curve, Line>()

function traced(curve: Curve): Line {
  const known = traces.get(curve)
  if (known) return known
  const points = trace(curve, lineStep)
  const line = { points, bounds: boundsOf(points.map((point) => ({ ...point, width: 0, height: 0 }))) }
  traces.set(curve, line)
  return line
}

/** The first of the rectangles that the fewest lines run through. */
function fewestCrossed(rects: readonly Rect[], lines: readonly Line[]): Rect | undefined {
  let best: { rect: Rect; crossed: number } | undefined
  for (const rect of rects) {
    const crossed = lines.filter(
      ({ points, bounds }) => meets(rect, bounds) && points.some((point) => holds(rect, point)),
    ).length
    if (!best || crossed < best.crossed) best = { rect, crossed }
    if (crossed === 0) break
  }
  return best?.rect
}

/** Whether a point of a line may lie in a rectangle. */
const meets = (rect: Rect, bounds: Rect | undefined): boolean =>
  bounds !== undefined &&
  Math.abs(rect.x - bounds.x) * 2 <= rect.width + bounds.width &&
  Math.abs(rect.y - bounds.y) * 2 <= rect.height + bounds.height

const holds = (rect: Rect, { x, y }: Point): boolean =>
  Math.abs(x - rect.x) * 2 <= rect.width && Math.abs(y - rect.y) * 2 <= rect.height
