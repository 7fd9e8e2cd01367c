import type { Condition } from '#shared/mesh/match.ts'

/** A destination by version. */
export const to = (version: string, weight = 100) => ({ labels: { version }, weight })

/** A condition on a header, as it stands in the model: its name in small letters. */
export const header = (name: string, operator: Condition['operator'], value: string): Condition => ({
  field: 'header',
  name,
  operator,
  value,
  ignoreCase: false,
})
