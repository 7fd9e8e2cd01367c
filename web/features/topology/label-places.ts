import { type Curve, type Point, pointAt, trace } from './curve.ts'
import { overlaps } from './frames.ts'
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
  const lines = wishes.length > mostHeld ? [] : wishes.map(({ id, curve }) => ({ id, points: trace(curve, lineStep) }))
  const places = new Map<string, Point>()
  const sorted = wishes.toSorted(
    (one, other) =>
      Number(other.problem) - Number(one.problem) || other.weight - one.weight || one.id.localeCompare(other.id),
  )
  for (const { id, curve, width, height, problem } of sorted) {
    const rects = stands.map((share) => ({ ...pointAt(curve, share), width: width + gap, height: height + gap }))
    const others = lines.filter((line) => line.id !== id)
    const crowds = rects.map((rect) => ({
      rect,
      crowd: taken.filter((other) => overlaps(rect, other)).length,
      crossed: others.filter(({ points }) => points.some((point) => holds(rect, point))).length,
    }))
    const best = crowds.reduce((least, one) =>
      one.crowd < least.crowd || (one.crowd === least.crowd && one.crossed < least.crossed) ? one : least,
    )
    if (best.crowd > 0 && !problem) continue
    const { rect } = best
    taken.push(rect)
    places.set(id, { x: rect.x, y: rect.y })
  }
  return places
}

const holds = (rect: Rect, { x, y }: Point): boolean =>
  Math.abs(x - rect.x) * 2 <= rect.width && Math.abs(y - rect.y) * 2 <= rect.height
