import { AuditFilter } from '#shared/features/audit/api.ts'
import { addressOf } from '../../ui/conditions/address.ts'

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

/** The console's window and namespace are carried along in the address and play no part here. */
const carried = ['last', 'from', 'to', 'namespace']

export const { filterOf, withoutFilter, withValue, isValueOf } = addressOf({
  schema: AuditFilter,
  fields: filterFields,
  takesMany,
  otherNames: new Set([...carried, 'entry', 'chain']),
})
