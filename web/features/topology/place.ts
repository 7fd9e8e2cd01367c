import { Graph, layout } from '@dagrejs/dagre'
import type { Point } from './curve.ts'
import { gridOf, shelvesOf } from './grid.ts'
import { type Stretch, entry, exit, spread } from './lanes.ts'
import { type Arrange, type Placed, type Sized, fromOrigin, nest, shift } from './nest.ts'
import {
  type Frame,
  type Layout,
  type LayoutTask,
  type Part,
  type Positions,
  type Rect,
  type Waypoint,
  isFrame,
} from './shapes.ts'

const spacing = { across: { between: 28, ranks: 60 }, down: { between: 28, ranks: 48 } }

/** Children without links among them beyond this number are set in a grid instead of one long column. */
const longestColumn = 6

/** How much more room a graph may take from top to bottom, most first. */
const airs = [2.4, 2, 1.6, 1.3]

/** Up to this number of plates it costs little to try several. */
const mostAired = 60

/** Width to height at which a graph fills a window beside the navigation, the summary above it. */
const windowShape = 1.7

/**
 * Lays out in layers, callers left of callees, with lanes for edges that pass plates. Each frame is a graph of its own, since dagre's
 * compound graphs fail on edges between nested nodes. A small graph that is wider than a window takes the height that is free anyway.
 * The same task gives the same layout.
 */
export function place(task: LayoutTask): Layout {
  const plates = task.roots.reduce((sum, part) => sum + platesOf(part), 0)
  for (const air of plates <= mostAired ? airs : []) {
    const layout = nest(task, arrangeWith(air))
    if (shapeOf(layout) >= windowShape) return layout
  }
  return nest(task, arrangeWith(1))
}

const platesOf = (part: Part): number =>
  isFrame(part) ? part.children.reduce((sum, child) => sum + platesOf(child), 0) : 1

/** Width to height of everything. */
function shapeOf({ at }: Layout): number {
  const { width, height } = fromOrigin({ at, lanes: [] })
  return width / height
}

const arrangeWith =
  (air: number): Arrange =>
  (frame, parts, ways, direction) =>
    arrange({ frame, direction, between: spacing[direction].between * (direction === 'across' ? air : 1) }, parts, ways)

/** How the children of a frame are to stand. */
interface Manner {
  frame: string
  direction: Frame['direction']
  /** Pixels between neighbours in one column. */
  between: number
}

function arrange(manner: Manner, parts: readonly Sized[], ways: readonly Stretch[]): Placed {
  const { frame, direction, between } = manner
  const inner = ways.filter(({ from, to }) => from !== entry && to !== exit)
  // Nothing calls anything: there are no layers, and one column would be out of sight.
  if (frame === '' && inner.length === 0) return shelvesOf(parts, windowShape)
  const linked = new Set(inner.flatMap(({ from, to }) => [from, to]))
  const alone = parts.filter((part) => !linked.has(part.id))
  // What comes from outside needs lanes only where there is more than one column.
  const wanted = inner.length === 0 || direction === 'down' ? inner : ways
  if (alone.length <= longestColumn) return layered(manner, parts, wanted)

  const isKept = ({ from, to }: Stretch) => [from, to].every((id) => id === entry || id === exit || linked.has(id))
  const graph = layered(
    manner,
    parts.filter((part) => linked.has(part.id)),
    wanted.filter(isKept),
  )
  const grid = gridOf(alone)
  const below = graph.height > 0 ? graph.height + between : 0
  return {
    ...graph,
    width: Math.max(graph.width, grid.width),
    height: below + grid.height,
    at: { ...graph.at, ...shift(grid, 0, below).at },
  }
}

function layered({ frame, direction, between }: Manner, parts: readonly Sized[], ways: readonly Stretch[]): Placed {
  if (parts.length === 0) return { width: 0, height: 0, at: {}, lanes: [] }
  const graph = new Graph()
  // The default ranker needs more than a minute for a thousand nodes; tight-tree needs about a second.
  graph.setGraph({
    rankdir: direction === 'across' ? 'LR' : 'TB',
    ranker: 'tight-tree',
    nodesep: between,
    ranksep: spacing[direction].ranks,
    edgesep: 14,
  })
  for (const { id, width, height } of parts) graph.setNode(id, { width, height })
  for (const [from, to] of [...borderEdges(parts, ways), ...ways.map((way) => [way.from, way.to] as const)]) {
    for (const id of [from, to]) if (!graph.hasNode(id)) graph.setNode(id, { width: 0, height: 0 })
    graph.setEdge(from, to, {})
  }
  layout(graph)
  const at = Object.fromEntries(
    parts.map(({ id, width, height }): [string, Rect] => {
      const { x = 0, y = 0 } = graph.node(id) as Partial<Point> // dagre writes both onto its labels
      return [id, { x, y, width, height }]
    }),
  )
  const lanes = direction === 'down' ? [] : ways.flatMap((way) => lanesOf(frame, way, graph, at))
  return fromOrigin({ at, lanes })
}

/** Where a long edge passes between the plates of a column: straight from the column's left side to its right one. */
function lanesOf(frame: string, way: Stretch, graph: Graph, at: Positions): Placed['lanes'] {
  const { points = [] } = graph.edge(way.from, way.to) as { points?: Point[] } // written by dagre
  const lane = points.slice(1, -1).flatMap(({ x, y }) => {
    const half = widthAt(x, at) / 2
    return half > 0
      ? [
          { x: x - half, y },
          { x: x + half, y },
        ]
      : []
  })
  return spread(way, [...leaving(way, at), ...lane, ...arriving(way, at)]).map(([link, shared]) => [
    frame,
    link,
    shared,
  ])
}

/** Out of a column that is wider than the source a link runs straight, so that it bends beside its neighbours, not across them. */
function leaving({ from, to }: Stretch, at: Positions): Waypoint[] {
  const [rect, target] = [at[from], at[to]]
  if (!rect || (target && target.x <= rect.x)) return []
  const right = rect.x + widthAt(rect.x, at) / 2
  return right > rect.x + rect.width / 2 + 1 ? [{ x: right, y: rect.y, level: 'before' }] : []
}

/** Into a column that is wider than the target a link runs straight. */
function arriving({ from, to }: Stretch, at: Positions): Waypoint[] {
  const [rect, source] = [at[to], at[from]]
  if (!rect || (source && source.x >= rect.x)) return []
  const left = rect.x - widthAt(rect.x, at) / 2
  return left < rect.x - rect.width / 2 - 1 ? [{ x: left, y: rect.y, level: 'after' }] : []
}

/** Width of the column whose middle is at `x`. */
const widthAt = (x: number, at: Positions): number =>
  Math.max(0, ...Object.values(at).flatMap((rect) => (Math.abs(rect.x - x) < 1 ? [rect.width] : [])))

/** Edges that keep the frame's own borders left and right of everything, where edges from outside come in or go out. */
function borderEdges(parts: readonly Sized[], ways: readonly Stretch[]): (readonly [string, string])[] {
  const [called, calling] = [new Set(ways.map(({ to }) => to)), new Set(ways.map(({ from }) => from))]
  return [
    ...(calling.has(entry) ? parts.filter(({ id }) => !called.has(id)).map(({ id }) => [entry, id] as const) : []),
    ...(called.has(exit) ? parts.filter(({ id }) => !calling.has(id)).map(({ id }) => [id, exit] as const) : []),
  ]
}
