import type { ObservedDestination, ObservedRouteRule, Route, RouteRule } from '#shared/features/route-rules/model.ts'
import { type Match, nameOf } from '#shared/mesh/match.ts'
import { isMatchComplete, newMatch, withoutEmptyGroups } from '../../mesh/match/match-draft.ts'
import type { Weighted } from './weights.ts'

export interface DraftDestination extends Weighted {
  id: string
  labels: Record<string, string>
}

/** A route under the editor's hands; `id` keeps its card while routes are moved. */
export interface DraftRoute {
  id: string
  name: string
  match: Match
  destinations: DraftDestination[]
  /** Who takes the calls for which these have no instance; empty where nobody is named. */
  fallback: DraftDestination[]
  /** Undefined: as the data plane does it by itself. */
  emptyProtection?: boolean | undefined
  /** What the data plane makes of a route that says more than the form can; such a route is moved or removed, not edited. */
  effect?: ObservedRouteRule['routes'][number]['effect']
}

export interface DraftRule {
  routes: DraftRoute[]
}

let made = 0
const newId = (): string => `row-${(made += 1)}`

/** The name that a person gave a route; empty where it was only derived from the match. */
export const givenName = ({ name, match }: { name: string; match: Match }): string =>
  name === nameOf(match) ? '' : name

const drafted = (destinations: readonly ObservedDestination[]): DraftDestination[] =>
  destinations.map(({ labels, weight }) => ({ id: newId(), labels, weight, locked: false }))

/** What an editor starts from: the observed rule, an implicit remainder shown as a destination of its own. */
export function draftOf(rule: ObservedRouteRule): DraftRule {
  return {
    routes: rule.routes.map((route) => ({
      id: newId(),
      name: givenName(route),
      ...(route.effect && { effect: route.effect }),
      match: route.match,
      destinations: [
        ...drafted(route.destinations),
        ...(route.remainder > 0
          ? [{ id: newId(), labels: { version: 'latest' }, weight: route.remainder, locked: false }]
          : []),
      ],
      fallback: drafted(route.fallback ?? []),
      emptyProtection: route.emptyProtection,
    })),
  }
}

/** What is checked and proposed. A route without a name of its own is named by its match; empty groups are left out. */
export const specOf = (draft: DraftRule): RouteRule => ({ routes: draft.routes.map(routeSpecOf) })

/** One route as it is proposed. */
export function routeSpecOf(route: DraftRoute): Route {
  const match = withoutEmptyGroups(route.match)
  const said = (destinations: readonly DraftDestination[]) =>
    destinations.map(({ labels, weight }) => ({ labels, weight }))
  return {
    name: route.name || nameOf(match),
    match,
    destinations: said(route.destinations),
    ...(route.fallback.length > 0 && { fallback: said(route.fallback) }),
    ...(route.emptyProtection !== undefined && { emptyProtection: route.emptyProtection }),
  }
}

/** Whether there is a route, and every condition says what it compares. */
export const isComplete = ({ routes }: DraftRule): boolean =>
  routes.length > 0 && routes.every(({ match }) => isMatchComplete(match))

/** A route that takes no call by accident: one empty condition to fill in, everything to the given version. */
export const newRoute = (versions: string[], name: string): DraftRoute => ({
  id: newId(),
  name,
  match: newMatch(),
  destinations: versions.map((version, index) => ({
    id: newId(),
    labels: { version },
    weight: index === 0 ? 100 : 0,
    locked: false,
  })),
  fallback: [],
})

/** The route that takes what no other does. */
export const newCatchAll = (version: string, name: string): DraftRoute => ({
  ...newRoute([version], name),
  match: { any: [] },
})

const changed = <Item extends { id: string }>(items: Item[], id: string, change: (item: Item) => Item): Item[] =>
  items.map((item) => (item.id === id ? change(item) : item))

export const withRoute = (draft: DraftRule, id: string, change: (route: DraftRoute) => DraftRoute): DraftRule => ({
  routes: changed(draft.routes, id, change),
})

/** Puts a route at the top, where the most special ones belong. */
export const withRouteAbove = (draft: DraftRule, route: DraftRoute): DraftRule => ({ routes: [route, ...draft.routes] })

export const withoutRoute = (draft: DraftRule, id: string): DraftRule => ({
  routes: draft.routes.filter((route) => route.id !== id),
})

/** Puts a route at a place from 0; past either end it stands at that end. */
export function withRouteAt(draft: DraftRule, id: string, to: number): DraftRule {
  const route = draft.routes.find((one) => one.id === id)
  if (!route) return draft
  const rest = draft.routes.filter((one) => one !== route)
  return { routes: rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, route) }
}

/** Puts these destinations in the place of a route's own. */
export const withDestinations = (
  route: DraftRoute,
  shares: readonly [labels: Record<string, string>, weight: number][],
): DraftRoute => ({
  ...route,
  destinations: shares.map(([labels, weight]) => ({ id: newId(), labels, weight, locked: false })),
})

/** Adds a destination that gets nothing yet; the first one gets everything. */
export const withDestination = (
  destinations: readonly DraftDestination[],
  labels: Record<string, string>,
): DraftDestination[] => [
  ...destinations,
  { id: newId(), labels, weight: destinations.length === 0 ? 100 : 0, locked: false },
]

/** Takes a destination away; the first unlocked one gets what it had. */
export function withoutDestination(destinations: readonly DraftDestination[], id: string): DraftDestination[] {
  const gone = destinations.find((destination) => destination.id === id)
  const left = destinations.filter((destination) => destination !== gone)
  const heir = left.find((destination) => !destination.locked) ?? left[0]
  if (!gone || !heir) return left
  const weight = Math.round((heir.weight + gone.weight) * 100) / 100
  return changed(left, heir.id, (one) => ({ ...one, weight }))
}
