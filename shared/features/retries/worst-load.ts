/** Who calls whom, each end by a key of its own; `attempts` is what one call of the caller can become there. */
export interface RetriedEdge {
  caller: string
  callee: string
  attempts: number
}

/** How much the calls of whoever enters the mesh can multiply on their way to a service, and the way on which they do. */
export interface WorstLoad {
  service: string
  /** 1 where nothing is tried again; `Infinity` where retries feed a circle. */
  factor: number
  /** From the entry to the service. */
  path: string[]
}

/**
 * The worst multiplied load of every service: the largest product of attempts over all ways from an entry, which nobody in the graph
 * calls. In a circle whose product is above one it grows without end. Worst first, then by name.
 */
export function worstLoads(edges: readonly RetriedEdge[]): WorstLoad[] {
  const nodes = [...new Set(edges.flatMap(({ caller, callee }) => [caller, callee]))]
  const called = new Set(edges.map(({ callee }) => callee))
  const entries = nodes.filter((node) => !called.has(node))
  const worst = new Map<string, WorstLoad>()
  // A graph that is all circle has no entry: then each service may be one.
  for (const service of entries.length > 0 ? entries : nodes)
    worst.set(service, { service, factor: 1, path: [service] })
  // After as many rounds as there are services every way without a circle has been walked; what still grows is a circle.
  for (let round = 0; round <= nodes.length; round += 1) {
    if (!improve(worst, edges, round === nodes.length)) break
  }
  return [...worst.values()].toSorted(
    (one, other) => other.factor - one.factor || (one.service < other.service ? -1 : 1),
  )
}

function improve(worst: Map<string, WorstLoad>, edges: readonly RetriedEdge[], endless: boolean): boolean {
  let improved = false
  for (const { caller, callee, attempts } of edges) {
    const from = worst.get(caller)
    if (!from) continue
    const factor = from.factor * attempts
    const known = worst.get(callee)
    if (known && known.factor >= factor) continue
    worst.set(callee, { service: callee, factor: endless ? Infinity : factor, path: pathTo(from.path, callee) })
    improved = true
  }
  return improved
}

/** A way names each service once: where it comes back to one, it is told up to there. */
const pathTo = (path: readonly string[], service: string): string[] =>
  path.includes(service) ? [...path.slice(0, path.indexOf(service)), service] : [...path, service]
