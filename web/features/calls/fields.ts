import { type CallFilter, suggestCallValues } from '#shared/features/calls/api.ts'

/** A field of the filter, as it stands in addresses. */
export type FilterField = keyof CallFilter

/** How a field is asked for: exact values, part of a text, or an end of a range. */
export type Operator = 'is' | 'contains' | 'atLeast' | 'atMost'

const operators: Record<FilterField, Operator> = {
  namespace: 'is',
  caller: 'is',
  callee: 'is',
  version: 'is',
  callerVersion: 'is',
  instance: 'is',
  tenant: 'is',
  user: 'is',
  client: 'is',
  method: 'is',
  url: 'contains',
  status: 'is',
  outcome: 'is',
  minMs: 'atLeast',
  maxMs: 'atMost',
  trace: 'is',
  requestId: 'is',
  fingerprint: 'is',
  header: 'is',
  error: 'contains',
}

/** Every field in the order in which the builder offers them: what is asked most comes first. */
export const filterFields: readonly FilterField[] = [
  'callee',
  'caller',
  'tenant',
  'status',
  'outcome',
  'url',
  'method',
  'minMs',
  'maxMs',
  'user',
  'version',
  'callerVersion',
  'client',
  'instance',
  'namespace',
  'header',
  'error',
  'requestId',
  'trace',
  'fingerprint',
]

const single: ReadonlySet<FilterField> = new Set([
  'url',
  'minMs',
  'maxMs',
  'trace',
  'requestId',
  'fingerprint',
  'error',
])

export const operatorOf = (field: FilterField): Operator => operators[field]

/** Whether several values are alternatives; the others hold one value. */
export const takesMany = (field: FilterField): boolean => !single.has(field)

export const isFilterField = (name: string): name is FilterField => Object.hasOwn(operators, name)

/** A field whose frequent values the server knows. */
export type SuggestedField = (typeof suggested)[number]
const suggested = suggestCallValues.query.shape.field.options

export const isSuggested = (field: FilterField): field is FilterField & SuggestedField =>
  (suggested as readonly string[]).includes(field)
