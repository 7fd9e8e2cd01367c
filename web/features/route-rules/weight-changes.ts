import type { ObservedRoute, ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { type Match, nameOf } from '#shared/mesh/match.ts'

/** A route of which at least one destination gets another share; weights in per cent. */
export interface WeightChange {
  name: string
  match: Match
  /** From 1, in the rule after the change. */
  position: number
  shares: { labels: Record<string, string>; before: number; after: number }[]
}

/** Routes whose shares change; a route is the same one where its match is. */
export function weightChanges(
  before: ObservedRouteRule | undefined,
  after: ObservedRouteRule | undefined,
): WeightChange[] {
  const old = new Map(before?.routes.map((route) => [nameOf(route.match), route]))
  return (after?.routes ?? []).flatMap((route, index) => {
    const shares = sharesOf(old.get(nameOf(route.match)), route)
    if (shares.every((share) => share.before === share.after)) return []
    return [{ name: route.name, match: route.match, position: index + 1, shares }]
  })
}

type Weights = Map<string, { labels: Record<string, string>; weight: number }>

function sharesOf(before: ObservedRoute | undefined, after: ObservedRoute): WeightChange['shares'] {
  const [old, next] = [weightsOf(before), weightsOf(after)]
  return [...new Map([...old, ...next])].map(([key, { labels }]) => ({
    labels,
    before: old.get(key)?.weight ?? 0,
    after: next.get(key)?.weight ?? 0,
  }))
}

function weightsOf(route: ObservedRoute | undefined): Weights {
  const implicit = (route?.remainder ?? 0) > 0 ? [{ labels: { version: 'latest' }, weight: route?.remainder ?? 0 }] : []
  const all = [...(route?.destinations ?? []), ...implicit]
  return new Map(all.map((destination) => [labelsKey(destination.labels), destination]))
}

const labelsKey = (labels: Record<string, string>): string =>
  JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => one.localeCompare(other)))
