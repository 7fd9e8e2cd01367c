import { type Curve, type Point, pointAt } from './curve.ts'
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
const stands = [0.55, 0.5, 0.6, 0.45, 0.66, 0.38, 0.72, 0.3, 0.8]

/** Pixels that stay free around a label. */
const gap = 3

/** Where each label stands: those that find no free place on their edge are left out, unless they tell of trouble. */
export function placeLabels(wishes: readonly LabelWish[], obstacles: readonly Rect[]): Map<string, Point> {
  const taken: Rect[] = [...obstacles]
  const places = new Map<string, Point>()
  const sorted = wishes.toSorted(
    (one, other) =>
      Number(other.problem) - Number(one.problem) || other.weight - one.weight || one.id.localeCompare(other.id),
  )
  for (const { id, curve, width, height, problem } of sorted) {
    const rects = stands.map((share) => ({ ...pointAt(curve, share), width: width + gap, height: height + gap }))
    const crowds = rects.map((rect) => ({ rect, crowd: taken.filter((other) => overlaps(rect, other)).length }))
    const best = crowds.reduce((least, one) => (one.crowd < least.crowd ? one : least))
    if (best.crowd > 0 && !problem) continue
    const { rect } = best
    taken.push(rect)
    places.set(id, { x: rect.x, y: rect.y })
  }
  return places
}
