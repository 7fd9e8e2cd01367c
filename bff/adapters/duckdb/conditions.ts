import type { Visibility } from '#shared/access/visibility.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import { allOf, anyOf, raw, type Sql, sql } from './sql.ts'
import { endSeen } from './visible.ts'

type Seen = Record<'caller' | 'callee', Sql>
type Condition<Key extends keyof CallFilter> = (wanted: NonNullable<CallFilter[Key]>, seen: Seen) => Sql

const oneOf = (column: string, values: readonly string[]): Sql =>
  anyOf(values.map((value) => sql`${raw(column)} = ${value}`))

/** Nobody finds by the name of an end that is hidden from them. */
const ofEnd = (end: 'caller' | 'callee', column: string, values: readonly string[], seen: Seen): Sql =>
  allOf([oneOf(column, values), seen[end]])

const byStatus = (status: string): Sql => {
  if (status === 'none') return raw('status IS NULL')
  if (status.endsWith('xx')) return sql`status BETWEEN ${Number(status[0]) * 100} AND ${Number(status[0]) * 100 + 99}`
  const [low = '', high = low] = status.split('-')
  return sql`status BETWEEN ${Number(low)} AND ${Number(high)}`
}

/** A trace of 16 digits is the end of one of 32 (telemetry reference, section h). */
const byTrace = (trace: string): Sql => {
  const number = String(BigInt(`0x${trace}`))
  if (trace.length > 16) return sql`trace = ${number}::UHUGEINT`
  return sql`(trace & 18446744073709551615::UHUGEINT) = ${number}::UHUGEINT`
}

const conditions: { [Key in keyof Required<CallFilter>]: Condition<Key> } = {
  namespace: (names, seen) =>
    anyOf([ofEnd('caller', 'caller_ns', names, seen), ofEnd('callee', 'callee_ns', names, seen)]),
  caller: (names, seen) => ofEnd('caller', 'caller', names, seen),
  callee: (names, seen) => ofEnd('callee', 'callee', names, seen),
  version: (versions, seen) => ofEnd('callee', 'callee_version', versions, seen),
  callerVersion: (versions, seen) => ofEnd('caller', 'caller_version', versions, seen),
  instance: (ids, seen) =>
    anyOf([ofEnd('caller', 'caller_instance', ids, seen), ofEnd('callee', 'callee_instance', ids, seen)]),
  tenant: (tenants) => anyOf([oneOf('tenant', tenants), oneOf('tenant_name', tenants)]),
  user: (users) => anyOf([oneOf('person', users), oneOf('person_name', users)]),
  client: (clients) => allOf([oneOf('client', clients)]),
  method: (methods) =>
    oneOf(
      'method',
      methods.map((method) => method.toUpperCase()),
    ),
  url: (part) => sql`contains(split_part(url, '?', 1), ${part})`,
  status: (statuses) => anyOf(statuses.map(byStatus)),
  outcome: (outcomes) => oneOf('outcome', outcomes),
  minMs: (ms) => sql`duration_us >= ${Math.round(ms * 1000)}::BIGINT`,
  maxMs: (ms) => sql`duration_us <= ${Math.round(ms * 1000)}::BIGINT`,
  trace: byTrace,
  requestId: (id) => sql`request_id = ${id}`,
  fingerprint: (fingerprint) => sql`fingerprint = ${fingerprint}`,
  header: (headers) => anyOf(headers.map((header) => sql`contains(headers, ${`\n${header}\n`})`)),
  error: (part) => sql`contains(lower(error), ${part.toLowerCase()})`,
}

/** A filter as a condition on `call`. */
export function matching(filter: CallFilter, visibility: Visibility): Sql {
  const seen = { caller: endSeen('caller', visibility), callee: endSeen('callee', visibility) }
  const pieces: Sql[] = []
  for (const key of Object.keys(conditions) as (keyof CallFilter)[]) {
    // keys of the record above
    const piece = conditionOf(key, filter, seen)
    if (piece) pieces.push(piece)
  }
  return allOf(pieces)
}

function conditionOf<Key extends keyof CallFilter>(key: Key, filter: CallFilter, seen: Seen): Sql | undefined {
  const wanted = filter[key]
  if (wanted === undefined || (Array.isArray(wanted) && wanted.length === 0)) return undefined
  return conditions[key](wanted, seen)
}
