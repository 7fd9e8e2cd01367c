import { z } from 'zod'
import { Match } from '../../mesh/match.ts'
import { policyOf } from '../../mesh/policy.ts'

/** Who gets a share: instances with all of these labels. Weight in per cent. */
export const ObservedDestination = z.object({ labels: z.record(z.string(), z.string()), weight: z.number() })
export type ObservedDestination = z.infer<typeof ObservedDestination>

/** A route as found in a mesh: weights may be anything, `remainder` is the share that falls to the newest version. */
export const ObservedRoute = z.object({
  name: z.string(),
  match: Match,
  destinations: z.array(ObservedDestination),
  /** Implicit share in per cent that the mesh gives to the newest version because the weights miss 100. */
  remainder: z.number().nonnegative(),
  /** The mesh's own order value. */
  precedence: z.number().optional(),
  /**
   * What the data plane makes of the conditions where it is not what they say: it takes no call by this route, or which
   * ones is not known because they say more than the model does. A finding says why.
   */
  effect: z.enum(['never', 'unknown']).optional(),
  /** Who takes the calls for which the destinations have no ready instance; absent where nobody is named. */
  fallback: z.array(ObservedDestination).optional(),
  /** False: calls for which nobody is left fail. Otherwise every instance takes them, where the data plane has it. */
  emptyProtection: z.boolean().optional(),
})
export type ObservedRoute = z.infer<typeof ObservedRoute>

/** Routes in the order in which they are tried; the first that matches decides. */
export const ObservedRouteRule = z.object({ routes: z.array(ObservedRoute) })
export type ObservedRouteRule = z.infer<typeof ObservedRouteRule>

export const RouteRulePolicy = policyOf(ObservedRouteRule)
export type RouteRulePolicy = z.infer<typeof RouteRulePolicy>

/** A destination that a person drafts: weight in per cent with at most two decimals. */
export const Destination = z.object({
  labels: z
    .record(z.string().min(1).max(64), z.string().min(1).max(160))
    .refine((labels) => Object.keys(labels).length > 0, {
      params: { code: 'destination-without-labels' },
    }),
  weight: z.number().min(0).max(100).multipleOf(0.01),
})
export type Destination = z.infer<typeof Destination>

const Destinations = z
  .array(Destination)
  .min(1)
  .max(20)
  .refine((destinations) => Math.abs(sumOfWeights(destinations) - 100) < 0.005, {
    params: { code: 'weights-miss-100' },
  })

/** A drafted route: at least one destination, weights that add up to 100.00. */
export const Route = z.object({
  name: z.string().max(80),
  match: Match,
  destinations: Destinations,
  fallback: Destinations.optional(),
  emptyProtection: z.boolean().optional(),
})
export type Route = z.infer<typeof Route>

/** A drafted rule, strict: what passes may be written. */
export const RouteRule = z.object({ routes: z.array(Route).min(1).max(100) })
export type RouteRule = z.infer<typeof RouteRule>

/** Sum of weights in per cent, free of binary fractions to two decimals. */
export const sumOfWeights = (destinations: { weight: number }[]): number =>
  Math.round(destinations.reduce((sum, destination) => sum + destination.weight * 100, 0)) / 100
