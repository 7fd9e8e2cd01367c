import { z } from 'zod'
import { policyOf } from '../../mesh/policy.ts'

/** Where in a call a condition looks. `name` is a header's or query parameter's name, lower case for headers. */
export const conditionFields = ['header', 'query', 'path', 'method', 'caller', 'caller-label'] as const
export const operators = [
  'is',
  'is-not',
  'starts-with',
  'ends-with',
  'contains',
  'matches',
  'one-of',
  'less',
  'at-least',
  'greater',
  'at-most',
  'present',
] as const
export const ConditionField = z.enum(conditionFields)
export type ConditionField = z.infer<typeof ConditionField>
export const Operator = z.enum(operators)
export type Operator = z.infer<typeof Operator>

/** An absent value fails every condition except `is-not`, which it meets. `value` of `one-of` is a list parted by commas. */
export const Condition = z.object({
  field: ConditionField,
  /** Of headers, query parameters and labels; empty for the rest. */
  name: z.string().max(256).default(''),
  operator: Operator,
  value: z.string().max(2048),
  ignoreCase: z.boolean().default(false),
})
export type Condition = z.infer<typeof Condition>

/** All conditions of one group, any of the groups; no group matches every call. */
export const Match = z.object({ any: z.array(z.object({ all: z.array(Condition) })) })
export type Match = z.infer<typeof Match>

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

/** A drafted route: at least one destination, weights that add up to 100.00. */
export const Route = z.object({
  name: z.string().max(80),
  match: Match,
  destinations: z
    .array(Destination)
    .min(1)
    .max(20)
    .refine((destinations) => Math.abs(sumOfWeights(destinations) - 100) < 0.005, {
      params: { code: 'weights-miss-100' },
    }),
})
export type Route = z.infer<typeof Route>

/** A drafted rule, strict: what passes may be written. */
export const RouteRule = z.object({ routes: z.array(Route).min(1).max(100) })
export type RouteRule = z.infer<typeof RouteRule>

/** Sum of weights in per cent, free of binary fractions to two decimals. */
export const sumOfWeights = (destinations: { weight: number }[]): number =>
  Math.round(destinations.reduce((sum, destination) => sum + destination.weight * 100, 0)) / 100

/** Whether a match takes every call. */
export const matchesAll = (match: Match): boolean =>
  match.any.length === 0 || match.any.some((group) => group.all.length === 0)

/** The single values of a `one-of` condition; blanks around them do not count. */
export const alternativesOf = (value: string): string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** A match as one short text in no language, to name a route that has no name: `device-os is android`, `*` for every call. */
export function nameOf(match: Match): string {
  if (matchesAll(match)) return '*'
  const groups = match.any.map(({ all }) =>
    all.map(({ field, name, operator, value }) => `${name || field} ${operator} ${value}`.trim()).join(' & '),
  )
  return groups.join(' | ').slice(0, 80)
}
