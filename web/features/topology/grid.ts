import { type Placed, type Sized, fromOrigin } from './nest.ts'
import type { Rect } from './shapes.ts'

/** Pixels between two parts of a grid. */
const gap = 30

/** Sets parts in rows and columns, about as high as wide. */
export function gridOf(parts: readonly Sized[]): Placed {
  const columns = Math.ceil(Math.sqrt(parts.length / 2))
  const width = Math.max(...parts.map((part) => part.width)) + gap
  const height = Math.max(...parts.map((part) => part.height)) + gap
  const at = Object.fromEntries(
    parts.map((part, index): [string, Rect] => {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      const rect = { x: (column + 0.5) * width, y: (row + 0.5) * height, width: part.width, height: part.height }
      return [part.id, rect]
    }),
  )
  return fromOrigin({ at, lanes: [] })
}

/** Sets parts beside each other in rows, about in the shape (width to height) of what they are to fill. */
export function shelvesOf(parts: readonly Sized[], shape: number): Placed {
  const area = parts.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0)
  const room = Math.max(Math.sqrt(area * shape), ...parts.map(({ width }) => width))
  const at: Record<string, Rect> = {}
  const next = { x: 0, y: 0, height: 0 }
  for (const { id, width, height } of parts) {
    if (next.x > 0 && next.x + width > room) Object.assign(next, { x: 0, y: next.y + next.height + gap, height: 0 })
    at[id] = { x: next.x + width / 2, y: next.y + height / 2, width, height }
    Object.assign(next, { x: next.x + width + gap, height: Math.max(next.height, height) })
  }
  return parts.length === 0 ? { width: 0, height: 0, at, lanes: [] } : fromOrigin({ at, lanes: [] })
}
