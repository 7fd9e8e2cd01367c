import { type Stretch, stretchesOf } from './lanes.ts'
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

type Ways = ReadonlyMap<string, Stretch[]>

/** Parts that were arranged, from their top left corner on. */
export interface Placed {
  width: number
  height: number
  /** Centres relative to the top left corner. */
  at: Positions
  /** Points by frame and link between which an edge keeps to a free lane, relative to the same corner. */
  lanes: [frame: string, link: string, points: Waypoint[]][]
}

/** Arranges the children of one frame; `''` is the outermost. */
export type Arrange = (
  frame: string,
  parts: readonly Sized[],
  ways: readonly Stretch[],
  direction: Frame['direction'],
) => Placed

interface Nesting {
  ways: Ways
  arrange: Arrange
}

interface Inside {
  frame: string
  children: readonly Part[]
  direction: Frame['direction']
}

/** Lays out frame by frame, innermost first: each is arranged by itself and then counts as one shape in the next. */
export function nest(task: LayoutTask, arrange: Arrange): Layout {
  const { byFrame, courses } = stretchesOf(task)
  const outermost = { frame: '', children: task.roots, direction: 'across' } as const
  const { at, lanes } = placeChildren(outermost, { ways: byFrame, arrange })
  const points = new Map(lanes.map(([frame, link, lane]) => [`${frame} ${link}`, lane]))
  const routes = [...courses].map(([link, frames]): [string, Waypoint[]] => [
    link,
    frames.flatMap((frame) => points.get(`${frame} ${link}`) ?? []),
  ])
  return { at, routes: Object.fromEntries(routes.filter(([, route]) => route.length > 0)) }
}

function placeChildren(inside: Inside, { ways, arrange }: Nesting): Placed {
  const { frame, children, direction } = inside
  const inner = new Map(children.filter(isFrame).map((child) => [child.id, placeFrame(child, { ways, arrange })]))
  const sizes = children.map((child) => ({ id: child.id, ...sizeOf(child, inner) }))
  const arranged = arrange(frame, sizes, ways.get(frame) ?? [], direction)

  const at: Positions = { ...arranged.at }
  const lanes = [...arranged.lanes]
  for (const [id, placed] of inner) {
    const rect = arranged.at[id]
    if (!rect) continue
    const shifted = shift(placed, rect.x - rect.width / 2, rect.y - rect.height / 2)
    Object.assign(at, shifted.at)
    lanes.push(...shifted.lanes)
  }
  return { ...arranged, at, lanes }
}

function placeFrame({ id, children, direction, padding }: Frame, nesting: Nesting): Placed {
  const content = placeChildren({ frame: id, children, direction }, nesting)
  return {
    ...shift(content, padding.left, padding.top),
    width: content.width + padding.left + padding.right,
    height: content.height + padding.top + padding.bottom,
  }
}

const sizeOf = (part: Part, inner: ReadonlyMap<string, Placed>) => {
  const { width, height } = isFrame(part) ? (inner.get(part.id) ?? { width: 0, height: 0 }) : part
  return { width, height }
}

/** A part whose own content is already arranged. */
export interface Sized {
  id: string
  width: number
  height: number
}

/** Pixels around a lane that belong to it. */
const laneMargin = 10

/** Moves everything so that it begins at 0, 0, and measures it, lanes included. */
export function fromOrigin({ at, lanes }: Pick<Placed, 'at' | 'lanes'>): Placed {
  const rects = Object.values(at)
  const heights = lanes.flatMap(([, , points]) => points.map(({ y }) => y))
  const left = Math.min(...rects.map((rect) => rect.x - rect.width / 2))
  const right = Math.max(...rects.map((rect) => rect.x + rect.width / 2))
  const top = Math.min(...rects.map((rect) => rect.y - rect.height / 2), ...heights.map((y) => y - laneMargin))
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height / 2), ...heights.map((y) => y + laneMargin))
  return { ...shift({ at, lanes }, -left, -top), width: right - left, height: bottom - top }
}

export function shift({ at, lanes }: Pick<Placed, 'at' | 'lanes'>, x: number, y: number): Pick<Placed, 'at' | 'lanes'> {
  const moved = <Place extends Waypoint | Rect>(point: Place): Place => ({ ...point, x: point.x + x, y: point.y + y })
  return {
    at: Object.fromEntries(Object.entries(at).map(([id, rect]): [string, Rect] => [id, moved(rect)])),
    lanes: lanes.map(([frame, link, points]) => [frame, link, points.map(moved)]),
  }
}
