import { linkKey } from './lanes.ts'
import type { Layout, Positions, Rect, Waypoint } from './shapes.ts'
import type { Curve, Point } from './curve.ts'
import { curveBetween } from './curve.ts'
import { waysBack } from './ways-back.ts'

type Side = 'left' | 'right' | 'top' | 'bottom'

/** Most pixels between two edges that leave one side. */
const widestGap = 11

/** Pixels by which an edge runs straight longer than the one that turns before it, and the most of them: columns are 60 apart. */
const turnGap = 12
const mostTurn = 44

/** Pixels at both ends of a side that stay free. */
const margin = 9

/** Least clear width between two plates for an edge to run from side to side. */
const clearance = 12

interface Joined {
  id: string
  from: string
  to: string
}

/**
 * Ports of all links, spread along the sides in the order of the far ends, so that edges leave without crossing.
 * A callee to the right is reached from right to left, one to the left the other way, one above or below straight.
 */
export function curvesOf(links: readonly Joined[], at: Positions, routes: Layout['routes'] = {}): Map<string, Curve> {
  const ends = links.flatMap((link) => {
    const [from, to] = [at[link.from], at[link.to]]
    if (!from || !to || link.from === link.to) return []
    const [leaving, arriving] = sidesOf(from, to)
    return [
      { link: link.id, end: 'from' as const, plate: link.from, side: leaving, rect: from, far: to },
      { link: link.id, end: 'to' as const, plate: link.to, side: arriving, rect: to, far: from },
    ]
  })
  const ports = new Map<string, { point: Point; side: Side; turn: number }>()
  for (const sharing of Map.groupBy(ends, ({ plate, side }) => `${side} ${plate}`).values()) {
    const sorted = sharing.toSorted((one, other) => order(one) - order(other) || one.link.localeCompare(other.link))
    for (const [index, port] of sorted.entries()) {
      const rank = port.far.y < port.rect.y ? index : sorted.length - 1 - index
      const point = pointOn(port, index, sorted.length)
      ports.set(`${port.end} ${port.link}`, { point, side: port.side, turn: rank * turnGap })
    }
  }
  const joined = links.flatMap((link) => {
    const [from, to] = [ports.get(`from ${link.id}`), ports.get(`to ${link.id}`)]
    return from && to ? [{ id: link.id, from, to: to.point, route: routes[linkKey(link)] ?? [] }] : []
  })
  // The layout's lanes run from left to right; edges the other way look for their own.
  const leftwards = joined.filter(({ from }) => from.side === 'left')
  const back = waysBack(
    leftwards.map(({ id, from, to }) => ({ id, from: from.point, to })),
    at,
  )
  return new Map(
    joined.map(({ id, from, to, route }): [string, Curve] => {
      const through = from.side === 'right' ? between(from, to, route) : (back.get(id) ?? [])
      return [id, curveBetween(from.point, to, isUpright(from.side), through)]
    }),
  )
}

/** The points of a route that lie ahead of the source and before the target. */
const between = ({ point: from, turn }: { point: Point; turn: number }, to: Point, route: readonly Waypoint[]) =>
  levelled(
    from,
    to,
    route.filter(({ x }) => x > from.x + 1 && x < to.x - 1).map((stop) => turned(stop, turn)),
  )

/** Edges that leave one side turn one after the other, those with the longest way first, so that they stay apart and do not cross. */
const turned = (stop: Waypoint, turn: number): Waypoint =>
  stop.level === 'before' ? { ...stop, x: stop.x + Math.min(turn, mostTurn) } : stop

/** Gives points that keep a height the one of their neighbour on the way. */
function levelled(from: Point, to: Point, route: readonly Waypoint[]): Point[] {
  const heights = route.map(({ y }) => y)
  for (const [index, { level }] of route.entries())
    if (level === 'before') heights[index] = heights[index - 1] ?? from.y
  for (const [index, { level }] of [...route.entries()].toReversed()) {
    if (level === 'after') heights[index] = heights[index + 1] ?? to.y
  }
  return route.map(({ x, y }, index) => ({ x, y: heights[index] ?? y }))
}

function sidesOf(from: Rect, to: Rect): [Side, Side] {
  if (to.x - to.width / 2 >= from.x + from.width / 2 + clearance) return ['right', 'left']
  if (to.x + to.width / 2 <= from.x - from.width / 2 - clearance) return ['left', 'right']
  return to.y >= from.y ? ['bottom', 'top'] : ['top', 'bottom']
}

const isUpright = (side: Side) => side === 'left' || side === 'right'

const order = ({ side, far }: { side: Side; far: Rect }) => (isUpright(side) ? far.y : far.x)

function pointOn({ side, rect }: { side: Side; rect: Rect }, index: number, count: number): Point {
  const length = (isUpright(side) ? rect.height : rect.width) - 2 * margin
  const gap = count > 1 ? Math.min(widestGap, length / (count - 1)) : 0
  const offset = (index - (count - 1) / 2) * gap
  if (isUpright(side)) return { x: rect.x + (rect.width / 2) * (side === 'left' ? -1 : 1), y: rect.y + offset }
  return { x: rect.x + offset, y: rect.y + (rect.height / 2) * (side === 'top' ? -1 : 1) }
}
