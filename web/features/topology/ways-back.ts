import type { Point } from './curve.ts'
import { laneGap } from './lanes.ts'
import type { Positions, Rect } from './shapes.ts'

/** An edge from a plate to one at its left, by its ports. */
interface WayBack {
  id: string
  from: Point
  to: Point
}

/** Heights that are not free. */
interface Span {
  top: number
  bottom: number
}

interface Stretch {
  left: number
  right: number
}

/** Pixels between an edge that passes plates and the next of them. */
const berth = 16

/**
 * What an edge makes do with where others have the best lanes: pixels to plates and to other edges, and how much longer its way may get
 * for that. After the last it shares a lane.
 */
const compromises = [
  { berth, gap: laneGap, farther: 80 },
  { berth: berth / 2, gap: laneGap, farther: 80 },
  { berth: berth / 2, gap: laneGap / 2, farther: 160 },
  { berth, gap: laneGap, farther: 1200 },
]

/** An edge that needs no detour keeps its port's height, and ports may be this close. */
const portGap = 2

/** Pixels that may be missing: between some rows a lane just fits. */
const tolerance = 1

/**
 * The points of edges that run back, by id: past everything that lies between their ends, through the gap that costs the least way up and
 * down, each in a lane of its own, the shortest next to the plates. Frames that hold an end reach past it and are no obstacle. Nothing
 * lies between: no points.
 */
export function waysBack(ways: readonly WayBack[], at: Positions): Map<string, Point[]> {
  const rects = Object.values(at).map(sidesOf)
  const sorted = rects.toSorted((one, other) => one.top - other.top)
  const passing = ways.flatMap((way) => {
    const between = sorted.filter(({ left, right }) => left > way.to.x && right < way.from.x)
    return between.length === 0 ? [] : [{ ...way, between, ...stretchOf(way, between) }]
  })
  // From top to bottom, so that one walk along them finds what is free.
  const lanes: (Stretch & { y: number })[] = []
  const points = new Map<string, Point[]>()
  for (const { id, from, to, between, left, right } of passing.toSorted(shorterFirst)) {
    const beside = lanes.flatMap((lane) => (lane.left < right && lane.right > left ? [lane.y] : []))
    const y = heightOf(from.y, to.y, between, beside)
    lanes.splice(lanes.filter((lane) => lane.y < y).length, 0, { left, right, y })
    points.set(id, [
      { x: right, y },
      { x: left, y },
    ])
  }
  return points
}

const sidesOf = ({ x, y, width, height }: Rect): Stretch & Span => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
})

/** Where a way passes what lies between its ends. */
function stretchOf({ from, to }: WayBack, between: readonly Stretch[]): Stretch {
  const left = between.reduce((least, one) => Math.min(least, one.left), Infinity)
  const right = between.reduce((most, one) => Math.max(most, one.right), -Infinity)
  return { left: Math.max(to.x, left - berth), right: Math.min(from.x, right + berth) }
}

const shorterFirst = (one: Stretch & WayBack, other: Stretch & WayBack): number =>
  one.right - one.left - (other.right - other.left) || one.id.localeCompare(other.id)

/** The height for a way between two heights; plates and the heights of lanes come from top to bottom. */
function heightOf(from: number, to: number, plates: readonly Span[], lanes: readonly number[]): number {
  const detour = (y: number) => Math.abs(y - from) + Math.abs(y - to)
  const nearest = (walls: readonly Span[], others: readonly Span[]) => {
    const isFree = (y: number) =>
      !walls.some((wall) => blocks(wall, y)) && !lanes.some((lane) => Math.abs(lane - y) < portGap - tolerance)
    if (isFree(from)) return from
    if (isFree(to)) return to
    const [above, below] = [firstFree(from, 'top', walls, others), firstFree(from, 'bottom', walls, others)]
    return detour(below) < detour(above) ? below : above
  }
  const alone = nearest(wallsOf(plates, berth), [])
  for (const compromise of compromises) {
    const others = lanes.map((y) => ({ top: y - compromise.gap, bottom: y + compromise.gap }))
    const y = nearest(wallsOf(plates, compromise.berth), others)
    if (detour(y) <= detour(alone) + compromise.farther) return y
  }
  return alone
}

/** Plates with the pixels that stay free around them; those between which nothing passes are one wall. */
function wallsOf(plates: readonly Span[], free: number): Span[] {
  const walls: Span[] = []
  for (const plate of plates) {
    const [top, bottom] = [plate.top - free, plate.bottom + free]
    const last = walls.at(-1)
    if (last && top + tolerance < last.bottom - tolerance) last.bottom = Math.max(last.bottom, bottom)
    else walls.push({ top, bottom })
  }
  return walls
}

/** From a height on towards one side the first that neither walls nor other ways block. */
function firstFree(from: number, side: keyof Span, walls: readonly Span[], others: readonly Span[]): number {
  const past = (start: number, spans: readonly Span[]) =>
    spans[side === 'top' ? 'reduceRight' : 'reduce']((y, span) => (blocks(span, y) ? span[side] : y), start)
  for (let y = from; ;) {
    const next = past(past(y, walls), others)
    if (next === y) return y
    y = next
  }
}

const blocks = ({ top, bottom }: Span, y: number): boolean => y > top + tolerance && y < bottom - tolerance
