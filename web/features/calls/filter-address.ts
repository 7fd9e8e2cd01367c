import { CallFilter } from '#shared/features/calls/api.ts'
import { type FilterField, filterFields, isFilterField, takesMany } from './fields.ts'

/** What else the address of this page holds. */
const otherNames: ReadonlySet<string> = new Set(['last', 'from', 'to', 'call'])

/** One condition as the address has it; several values are alternatives. */
export interface Term {
  field: FilterField
  values: string[]
}

/** Conditions of an address, and the filter that they make; without `filter` nothing may be asked: some names are wrong. */
export interface AddressFilter {
  terms: Term[]
  filter?: CallFilter
  /** Parameters that are no condition, or whose value cannot be one. */
  wrong: string[]
}

/** Reads the filter out of an address. What it does not understand is named, so that it never widens the answer. */
export function filterOf(search: URLSearchParams): AddressFilter {
  const names = [...new Set(search.keys())].filter((name) => !otherNames.has(name))
  const terms = filterFields
    .map((field) => ({ field, values: valuesOf(search, field) }))
    .filter(({ values }) => values.length > 0)
  const unknown = names.filter((name) => !isFilterField(name))

  const parsed = CallFilter.safeParse(
    Object.fromEntries(terms.map(({ field, values }) => [field, takesMany(field) ? values : values[0]])),
  )
  if (parsed.success && unknown.length === 0) return { terms, filter: parsed.data, wrong: [] }
  const invalid = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? []
  return { terms, wrong: [...new Set([...unknown, ...invalid])] }
}

const valuesOf = (search: URLSearchParams, field: FilterField): string[] => [
  ...new Set(search.getAll(field).filter((value) => value !== '')),
]

/** The address with a field's values replaced; no values remove the condition. The rest stays. */
export function withValues(search: URLSearchParams, field: string, values: readonly string[]): URLSearchParams {
  const after = new URLSearchParams(search)
  after.delete(field)
  for (const value of values) after.append(field, value)
  return after
}

/** The address with one more alternative; a field that holds one value gets this one instead. */
export function withValue(search: URLSearchParams, field: FilterField, value: string): URLSearchParams {
  const before = takesMany(field) ? valuesOf(search, field) : []
  return withValues(search, field, [...new Set([...before, value])])
}

/** The address without any condition, known or not; window and open record stay. */
export function withoutFilter(search: URLSearchParams): URLSearchParams {
  const after = new URLSearchParams(search)
  for (const name of new Set(search.keys())) if (!otherNames.has(name)) after.delete(name)
  return after
}

/** Whether a text could be a value of a field. */
export const isValueOf = (field: FilterField, value: string): boolean =>
  CallFilter.safeParse({ [field]: takesMany(field) ? [value] : value }).success

/** The filter without what it says about how calls ended: what the failing part of a bar is a part of. */
export function contextOf({ status: _, outcome: __, ...rest }: CallFilter): CallFilter {
  return rest
}
