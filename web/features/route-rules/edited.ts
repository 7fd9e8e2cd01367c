import type { ObservedRoute, ObservedRouteRule, Route } from '#shared/features/route-rules/model.ts'
import { type DraftRule, givenName, specOf } from './draft.ts'

/** What makes a route that route, as text in one order of keys. */
const contentOf = (route: Route | ObservedRoute): string =>
  JSON.stringify([givenName(route), route.match, route.destinations.map(({ labels, weight }) => [labels, weight])])

/** The drafted routes that do not stand like this in the live rule, with their places from 0. */
export function editedRoutes(draft: DraftRule, live: ObservedRouteRule | undefined): { route: Route; at: number }[] {
  const before = new Set((live?.routes ?? []).map(contentOf))
  return specOf(draft).routes.flatMap((route, at) => (before.has(contentOf(route)) ? [] : [{ route, at }]))
}
