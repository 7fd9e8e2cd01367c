import type { ObservedRouteRule, Route } from '#shared/features/route-rules/model.ts'
import { sameRoute } from '#shared/features/route-rules/same-rule.ts'
import { type DraftRule, givenName, specOf } from './draft.ts'

/** The drafted routes that do not stand like this in the live rule, with their places from 0; a new name is an edit, too. */
export const editedRoutes = (draft: DraftRule, live: ObservedRouteRule | undefined): { route: Route; at: number }[] =>
  specOf(draft).routes.flatMap((route, at) => {
    const stands = (live?.routes ?? []).some((one) => givenName(one) === givenName(route) && sameRoute(one, route))
    return stands ? [] : [{ route, at }]
  })
