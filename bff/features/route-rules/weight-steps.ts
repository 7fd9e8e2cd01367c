import { ObservedRouteRule, type RouteRule } from '#shared/features/route-rules/model.ts'
import { labelsText, sameMatch } from '#shared/features/route-rules/same-rule.ts'
import type { WeightStep } from '../../changes/kind.ts'

type Weights = ReadonlyMap<string, number>

/** By how much each route of a rule moves a weight at most, against the route for the same calls that stood there before. */
export function weightSteps(before: unknown, { routes }: RouteRule): WeightStep[] {
  const observed = ObservedRouteRule.safeParse(before)
  if (!observed.success) return []
  return routes.flatMap(({ match, destinations }, index) => {
    const twin = observed.data.routes.find((route) => sameMatch(route.match, match))
    if (!twin) return []
    // The implicit remainder is the newest version's share.
    const implicit = twin.remainder > 0 ? [{ labels: { version: 'latest' }, weight: twin.remainder }] : []
    const step = largestMove(weightsOf([...twin.destinations, ...implicit]), weightsOf(destinations))
    return step > 0 ? [{ field: `routes.${index}.destinations`, step }] : []
  })
}

function weightsOf(destinations: readonly { labels: Record<string, string>; weight: number }[]): Weights {
  const weights = new Map<string, number>()
  for (const { labels, weight } of destinations) {
    const key = labelsText(labels)
    weights.set(key, (weights.get(key) ?? 0) + weight)
  }
  return weights
}

/** In per cent, free of binary fractions to two decimals. */
function largestMove(one: Weights, other: Weights): number {
  const moves = [...new Set([...one.keys(), ...other.keys()])].map((key) =>
    Math.abs((other.get(key) ?? 0) - (one.get(key) ?? 0)),
  )
  return Math.round(Math.max(0, ...moves) * 100) / 100
}
