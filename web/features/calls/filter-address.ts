import { CallFilter } from '#shared/features/calls/api.ts'
import { type AddressFilter as Address, addressOf } from '../../ui/conditions/address.ts'
import { type FilterField, filterFields, takesMany } from './fields.ts'

export type AddressFilter = Address<FilterField, CallFilter>

export const { filterOf, withoutFilter, withValue, isValueOf } = addressOf({
  schema: CallFilter,
  fields: filterFields,
  takesMany,
  otherNames: new Set(['last', 'from', 'to', 'call']),
})

/** The filter without what it says about how calls ended: what the failing part of a bar is a part of. */
export function contextOf({ status: _, outcome: __, ...rest }: CallFilter): CallFilter {
  return rest
}
