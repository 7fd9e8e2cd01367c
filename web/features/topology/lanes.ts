import { type LayoutTask, type Part, type Waypoint, isFrame } from './shapes.ts'

/** Stand for everything left and right of a frame, so that edges from outside get lanes between the plates inside. */
export const entry = ' in'
export const exit = ' out'

/** One stretch of a link: between two children of a frame, or between a child and the frame's border. */
export interface Stretch {
  from: string
  to: string
  /** The links that go this way. */
  links: string[]
}

/** A link's name in a layout. */
export const linkKey = ({ from, to }: { from: string; to: string }): string => `${from} ${to}`

/** Every link cut into its stretches, by frame (`''` is the outermost), in the order in which it runs through them. */
export function stretchesOf({ roots, links }: LayoutTask): {
  byFrame: ReadonlyMap<string, Stretch[]>
  /** Frames that each link runs through, from its source to its target. */
  courses: ReadonlyMap<string, string[]>
} {
  const paths = pathsOf(roots)
  const byFrame = new Map<string, Map<string, Stretch>>()
  const courses = new Map<string, string[]>()

  for (const link of links) {
    const [from, to] = [paths.get(link.from) ?? [], paths.get(link.to) ?? []]
    const fork = from.findIndex((id, depth) => to[depth] !== id)
    if (fork < 1 || to[fork] === undefined) continue
    const key = linkKey(link)
    const add = (frame: string | undefined, source: string | undefined, target: string | undefined) => {
      if (frame === undefined || source === undefined || target === undefined) return []
      const stretches = byFrame.get(frame) ?? new Map<string, Stretch>()
      const stretch = stretches.get(linkKey({ from: source, to: target })) ?? { from: source, to: target, links: [] }
      stretch.links.push(key)
      byFrame.set(frame, stretches.set(linkKey(stretch), stretch))
      return [frame]
    }
    const leaving = from.slice(fork, -1).toReversed()
    const entering = to.slice(fork, -1)
    courses.set(key, [
      ...leaving.flatMap((frame) => add(frame, from[from.indexOf(frame) + 1], exit)),
      ...add(from[fork - 1], from[fork], to[fork]),
      ...entering.flatMap((frame) => add(frame, entry, to[to.indexOf(frame) + 1])),
    ])
  }
  return { byFrame: new Map([...byFrame].map(([frame, ways]) => [frame, [...ways.values()]])), courses }
}

function pathsOf(roots: readonly Part[]): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  const walk = (part: Part, above: string[]) => {
    const path = [...above, part.id]
    paths.set(part.id, path)
    if (isFrame(part)) for (const child of part.children) walk(child, path)
  }
  for (const root of roots) walk(root, [''])
  return paths
}

/** Pixels between links that share a lane. */
export const laneGap = 5

/** The points of a shared lane for each of its links, beside each other. */
export const spread = ({ links }: Stretch, points: readonly Waypoint[]): [string, Waypoint[]][] =>
  links.map((link, index) => {
    const offset = (index - (links.length - 1) / 2) * laneGap
    return [link, points.map((point) => ({ ...point, y: point.y + offset }))]
  })
