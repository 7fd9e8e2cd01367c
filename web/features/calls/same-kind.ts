import type { CallRecord } from '#shared/features/calls/model.ts'
import { withValues } from '../../ui/conditions/address.ts'
import type { FilterField } from './fields.ts'
import { withoutFilter } from './filter-address.ts'

/** The address of the calls like this one: same ends, method and status; window and open record stay. */
export function sameKind(record: CallRecord, search: URLSearchParams): URLSearchParams {
  const { caller, callee, method, status } = record
  const conditions: [FilterField, string | undefined][] = [
    ['caller', caller?.service],
    ['callee', callee.service],
    ['method', method],
    ['status', status === undefined ? 'none' : String(status)],
  ]
  return conditions.reduce(
    (address, [field, value]) => (value ? withValues(address, field, [value]) : address),
    withoutFilter(search),
  )
}
