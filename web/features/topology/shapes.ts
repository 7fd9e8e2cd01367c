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

/** Where every shape and frame of a task lies. */
export type Positions = Record<string, Rect>

export const isFrame = (part: Part): part is Frame => 'children' in part
