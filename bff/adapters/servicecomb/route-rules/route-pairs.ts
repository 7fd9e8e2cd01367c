import type { ObservedRoute, RouteRule } from '#shared/features/route-rules/model.ts'
import { sameMatch, sameRoute } from '#shared/features/route-rules/same-rule.ts'

type Route = RouteRule['routes'][number]

/**
 * Which old route each new one comes from: by content, else by its match, its name, its destinations. One that does not do
 * what the model says of it looks like others there, so only its name tells it.
 */
export function pairRoutes(old: ObservedRoute[], next: Route[]): (number | undefined)[] {
  const pairs: (number | undefined)[] = next.map(() => undefined)
  const free = new Set(old.keys())
  const likenesses: ((one: ObservedRoute, other: Route) => boolean)[] = [
    (one, other) => sameRoute(one, other) && one.name === other.name,
    sameRoute,
    (one, other) => sameMatch(one.match, other.match),
    (one, other) => one.name !== '' && one.name === other.name,
    (one, other) => sameRoute({ ...one, match: other.match }, other),
  ]
  for (const alike of likenesses) {
    for (const [index, route] of next.entries()) {
      if (pairs[index] !== undefined) continue
      const found = [...free].find((candidate) => {
        const one = old[candidate]
        return one !== undefined && (one.effect === undefined || one.name === route.name) && alike(one, route)
      })
      if (found === undefined) continue
      pairs[index] = found
      free.delete(found)
    }
  }
  return pairs
}

/** Native precedences are kept while they descend; from the bottom up, each route gets at least one more than the one below. */
export function precedencesOf(native: (number | undefined)[]): number[] {
  const result: number[] = []
  let below: number | undefined
  for (const own of native.toReversed()) {
    const least = below === undefined ? (own ?? 1) : below + 1
    below = own !== undefined && own > least ? own : least
    result.unshift(below)
  }
  return result
}
