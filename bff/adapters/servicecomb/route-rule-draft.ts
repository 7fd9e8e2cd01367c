import { z } from 'zod'
import { ObservedRouteRule } from '#shared/features/route-rules/model.ts'

// Edits come from outside: what is no rule at all is left to the strict schema to refuse.
const Remainder = z.looseObject({ remainder: z.number().optional(), destinations: z.array(z.unknown()) })
const Routes = z.looseObject({ routes: z.array(Remainder) })

/** A rule as a draft, ready for the strict schema: what is observed as an implicit remainder is the newest version's. */
export function draftOf(spec: unknown): unknown {
  const { success, data } = Routes.safeParse(spec)
  if (!success) return spec
  return {
    ...data,
    routes: data.routes.map(({ remainder = 0, ...route }) => ({
      ...route,
      destinations:
        remainder > 0
          ? [...route.destinations, { labels: { version: 'latest' }, weight: remainder }]
          : route.destinations,
    })),
  }
}

/** A rule as observed, for comparing: what a draft leaves out is filled in. Undefined for what is no rule. */
export const observedOf = (spec: unknown): ObservedRouteRule | undefined => ObservedRouteRule.safeParse(spec).data
