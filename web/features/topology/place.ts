import { Graph, layout } from '@dagrejs/dagre'
import { type Frame, type LayoutTask, type Part, type Positions, type Rect, isFrame } from './shapes.ts'

const spacing = { across: { between: 30, ranks: 104 }, down: { between: 30, ranks: 52 } }

/** Children without links among them beyond this number are set in a grid instead of one long column. */
const longestColumn = 6

type Edges = ReadonlyMap<string, [string, string][]>
interface Placed {
  width: number
  height: number
  /** Centres relative to the top left corner. */
  at: Positions
}

/**
 * Lays out frame by frame, innermost first: dagre arranges the children of one frame, which then counts as one shape in the next.
 * Dagre's own compound graphs fail on edges between nested nodes, hence the levels. The same task gives the same positions.
 */
export function place(task: LayoutTask): Positions {
  const edges = edgesByFrame(task)
  return placeChildren('', task.roots, 'across', edges).at
}

function placeChildren(frame: string, children: readonly Part[], direction: Frame['direction'], edges: Edges): Placed {
  const inner = new Map(children.filter(isFrame).map((child) => [child.id, placeFrame(child, edges)]))
  const sizes = children.map((child) => ({ id: child.id, ...sizeOf(child, inner) }))
  const arranged = arrange(sizes, edges.get(frame) ?? [], direction)

  const at: Positions = { ...arranged.at }
  for (const [id, placed] of inner) {
    const rect = arranged.at[id]
    if (rect) Object.assign(at, moved(placed.at, rect.x - rect.width / 2, rect.y - rect.height / 2))
  }
  return { ...arranged, at }
}

function placeFrame(frame: Frame, edges: Edges): Placed {
  const { padding } = frame
  const content = placeChildren(frame.id, frame.children, frame.direction, edges)
  return {
    width: content.width + padding.left + padding.right,
    height: content.height + padding.top + padding.bottom,
    at: moved(content.at, padding.left, padding.top),
  }
}

const sizeOf = (part: Part, inner: ReadonlyMap<string, Placed>) => {
  const { width, height } = isFrame(part) ? (inner.get(part.id) ?? { width: 0, height: 0 }) : part
  return { width, height }
}

interface Sized {
  id: string
  width: number
  height: number
}

function arrange(parts: readonly Sized[], edges: readonly [string, string][], direction: Frame['direction']): Placed {
  const linked = new Set(edges.flat())
  const alone = parts.filter((part) => !linked.has(part.id))
  if (alone.length <= longestColumn) return layered(parts, edges, direction)

  const graph = layered(
    parts.filter((part) => linked.has(part.id)),
    edges,
    direction,
  )
  const grid = gridOf(alone)
  const below = graph.height > 0 ? graph.height + spacing.across.between : 0
  return {
    width: Math.max(graph.width, grid.width),
    height: below + grid.height,
    at: { ...graph.at, ...moved(grid.at, 0, below) },
  }
}

function layered(parts: readonly Sized[], edges: readonly [string, string][], direction: Frame['direction']): Placed {
  if (parts.length === 0) return { width: 0, height: 0, at: {} }
  const { between, ranks } = spacing[direction]
  const graph = new Graph()
  // The default ranker needs more than a minute for a thousand nodes; tight-tree needs about a second.
  graph.setGraph({
    rankdir: direction === 'across' ? 'LR' : 'TB',
    ranker: 'tight-tree',
    nodesep: between,
    ranksep: ranks,
    edgesep: 12,
  })
  for (const { id, width, height } of parts) graph.setNode(id, { width, height })
  for (const [from, to] of edges) graph.setEdge(from, to, {})
  layout(graph)
  const at = Object.fromEntries(
    parts.map(({ id, width, height }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number } // dagre writes both onto its labels
      return [id, { x, y, width, height }]
    }),
  )
  return fromOrigin(at)
}

function gridOf(parts: readonly Sized[]): Placed {
  const columns = Math.ceil(Math.sqrt(parts.length / 2))
  const width = Math.max(...parts.map((part) => part.width)) + spacing.across.between
  const height = Math.max(...parts.map((part) => part.height)) + spacing.across.between
  const at = Object.fromEntries(
    parts.map((part, index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      const rect = { x: (column + 0.5) * width, y: (row + 0.5) * height, width: part.width, height: part.height }
      return [part.id, rect]
    }),
  )
  return fromOrigin(at)
}

/** Moves everything so that it begins at 0, 0, and measures it. */
function fromOrigin(at: Positions): Placed {
  const rects = Object.values(at)
  const left = Math.min(...rects.map((rect) => rect.x - rect.width / 2))
  const top = Math.min(...rects.map((rect) => rect.y - rect.height / 2))
  const right = Math.max(...rects.map((rect) => rect.x + rect.width / 2))
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height / 2))
  return { width: right - left, height: bottom - top, at: moved(at, -left, -top) }
}

const moved = (at: Positions, x: number, y: number): Positions =>
  Object.fromEntries(
    Object.entries(at).map(([id, rect]): [string, Rect] => [id, { ...rect, x: rect.x + x, y: rect.y + y }]),
  )

/** Each link as an edge between two children of the innermost frame that holds both its ends; `''` is the outermost. */
function edgesByFrame({ roots, links }: LayoutTask): Edges {
  const paths = new Map<string, string[]>()
  const walk = (part: Part, above: string[]) => {
    const path = [...above, part.id]
    paths.set(part.id, path)
    if (isFrame(part)) for (const child of part.children) walk(child, path)
  }
  for (const root of roots) walk(root, [''])

  const edges = new Map<string, [string, string][]>()
  for (const link of links) {
    const [from, to] = [paths.get(link.from) ?? [], paths.get(link.to) ?? []]
    const fork = from.findIndex((id, depth) => to[depth] !== id)
    const [frame, first, second] = [from[fork - 1], from[fork], to[fork]]
    if (frame === undefined || first === undefined || second === undefined) continue
    const inside = edges.get(frame) ?? []
    inside.push([first, second])
    edges.set(frame, inside)
  }
  return edges
}
