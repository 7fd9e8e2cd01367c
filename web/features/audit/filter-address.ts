import { AuditFilter } from '#shared/features/audit/api.ts'

/** A field of the filter, as it stands in addresses. */
export type FilterField = keyof AuditFilter

/** Every field in the order in which the builder offers them: what is asked most comes first. */
export const filterFields = [
  'actor',
  'event',
  'object',
  'kind',
  'result',
  'days',
  'after',
  'before',
  'address',
  'requestId',
] as const satisfies readonly FilterField[]

const many: ReadonlySet<string> = new Set(['actor', 'event', 'kind', 'result'])

/** Whether several values are alternatives; the others hold one value. */
export const takesMany = (field: FilterField): boolean => many.has(field)

const isField = (name: string): name is FilterField => Object.hasOwn(AuditFilter.shape, name)

/** What else the address of this page holds; the console's window and namespace are carried along and play no part here. */
const otherNames: ReadonlySet<string> = new Set(['last', 'from', 'to', 'namespace', 'entry', 'chain'])

/** One condition as the address has it; several values are alternatives. */
export interface Term {
  field: FilterField
  values: string[]
}

/** Conditions of an address, and the filter that they make; without `filter` nothing may be asked: some names are wrong. */
export interface AddressFilter {
  terms: Term[]
  filter?: AuditFilter
  wrong: string[]
}

/** Reads the filter out of an address. What it does not understand is named, so that it never widens the answer. */
export function filterOf(search: URLSearchParams): AddressFilter {
  const unknown = [...new Set(search.keys())].filter((name) => !isField(name) && !otherNames.has(name))
  const terms = filterFields
    .map((field) => ({ field, values: [...new Set(search.getAll(field))].filter((value) => value !== '') }))
    .filter(({ values }) => values.length > 0)
  const parsed = AuditFilter.safeParse(
    Object.fromEntries(terms.map(({ field, values }) => [field, takesMany(field) ? values : values[0]])),
  )
  if (parsed.success && unknown.length === 0) return { terms, filter: parsed.data, wrong: [] }
  const invalid = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? []
  return { terms, wrong: [...new Set([...unknown, ...invalid])] }
}

/** The address with a condition's values replaced; no values remove it. The rest stays. */
export function withValues(search: URLSearchParams, name: string, values: readonly string[]): URLSearchParams {
  const after = new URLSearchParams(search)
  after.delete(name)
  for (const value of values) after.append(name, value)
  return after
}

/** The address without any condition, known or not. */
export function withoutFilter(search: URLSearchParams): URLSearchParams {
  const after = new URLSearchParams(search)
  for (const name of new Set(search.keys())) if (!otherNames.has(name)) after.delete(name)
  return after
}

/** Whether a text could be a value of a field. */
export const isValueOf = (field: FilterField, value: string): boolean =>
  AuditFilter.safeParse({ [field]: takesMany(field) ? [value] : value }).success
