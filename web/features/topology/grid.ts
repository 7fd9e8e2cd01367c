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
