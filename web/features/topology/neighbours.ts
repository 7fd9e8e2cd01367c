import type { Positions } from './shapes.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Sideways distance counts more than distance ahead, so that a step stays in its row or column. */
const sideways = 2.2

/** The nearest item in a direction, for the arrow keys; undefined where nothing lies there. */
export function neighbourIn(direction: Direction, from: string, at: Positions): string | undefined {
  const origin = at[from]
  if (!origin) return undefined
  const candidates = Object.entries(at).flatMap(([id, { x, y }]) => {
    const [dx, dy] = [x - origin.x, y - origin.y]
    const [ahead, aside] = {
      left: [-dx, dy],
      right: [dx, dy],
      up: [-dy, dx],
      down: [dy, dx],
    }[direction] as [number, number] // four pairs, written just above
    return ahead > 1 && id !== from ? [{ id, cost: ahead + sideways * Math.abs(aside) }] : []
  })
  return candidates.toSorted((one, other) => one.cost - other.cost || one.id.localeCompare(other.id))[0]?.id
}
