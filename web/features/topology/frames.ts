import type { Frame, Part, Positions, Rect } from './shapes.ts'
import { isFrame } from './shapes.ts'

/**
 * Frames around plates that may have been moved by hand: as laid out while they hold all their plates, else just enclosing them.
 * Plates keep their places.
 */
export function enclose(roots: readonly Part[], laid: Positions): Positions {
  const at: Positions = {}
  const visit = (part: Part): Rect | undefined => {
    if (!isFrame(part)) return (at[part.id] = laid[part.id] ?? { x: 0, y: 0, width: part.width, height: part.height })
    const enclosing = around(
      part,
      part.children.flatMap((child) => visit(child) ?? []),
    )
    const own = laid[part.id]
    const rect = own && enclosing && contains(own, enclosing) ? own : enclosing
    if (rect) at[part.id] = rect
    return rect
  }
  for (const root of roots) visit(root)
  return at
}

const contains = (outer: Rect, inner: Rect): boolean =>
  Math.abs(outer.x - inner.x) * 2 <= outer.width - inner.width + 1 &&
  Math.abs(outer.y - inner.y) * 2 <= outer.height - inner.height + 1

function around({ padding }: Frame, rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined
  const left = Math.min(...rects.map((rect) => rect.x - rect.width / 2)) - padding.left
  const right = Math.max(...rects.map((rect) => rect.x + rect.width / 2)) + padding.right
  const top = Math.min(...rects.map((rect) => rect.y - rect.height / 2)) - padding.top
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height / 2)) + padding.bottom
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top }
}

/** The rectangle around many. Undefined without any. */
export function boundsOf(rects: readonly Rect[]): Rect | undefined {
  return around({ id: '', children: [], direction: 'across', padding: { top: 0, right: 0, bottom: 0, left: 0 } }, rects)
}

/** Whether two rectangles share an area. */
export const overlaps = (one: Rect, other: Rect): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height
