/** Something of a fixed size, in pixels at zoom 1. */
export interface Shape {
  id: string
  width: number
  height: number
}

/** A frame around shapes and frames. Its size follows from what it holds. */
export interface Frame {
  id: string
  children: Part[]
  padding: { top: number; right: number; bottom: number; left: number }
  /** Way in which linked children follow each other. */
  direction: 'across' | 'down'
}

export type Part = Shape | Frame

/** What is laid out: plain data, so that it can travel to a worker. */
export interface LayoutTask {
  roots: Part[]
  links: { from: string; to: string }[]
}

/** A rectangle by its centre, in pixels at zoom 1. */
export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** Where shapes and frames lie, by id. */
export type Positions = Record<string, Rect>

/** A point on the way of a link. */
export interface Waypoint {
  x: number
  y: number
  /** It keeps the height of what comes before or after it on the way, whatever its own is: there the way runs straight. */
  level?: 'before' | 'after'
}

/** A finished layout: places of everything, and for links that pass plates the points through which they do. */
export interface Layout {
  at: Positions
  /** By `linkKey`, in the order from source to target. */
  routes: Record<string, Waypoint[]>
}

export const isFrame = (part: Part): part is Frame => 'children' in part
