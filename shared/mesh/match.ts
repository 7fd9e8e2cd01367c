import { z } from 'zod'

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
