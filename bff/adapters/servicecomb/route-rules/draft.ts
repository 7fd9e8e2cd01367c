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

/**
 * Whether a rule holds routes that say more than the model does and that are not there any more: they cannot be made
 * again from the model, which would let them take calls that they never took.
 */
export function asksForUnsaid(spec: unknown, before: ObservedRouteRule | undefined): boolean {
  const routes = ObservedRouteRule.safeParse(spec).data?.routes ?? []
  const there = new Set(before?.routes.filter(({ effect }) => effect === 'unknown').map(({ name }) => name))
  return routes.some(({ effect, name }) => effect === 'unknown' && !there.has(name))
}
