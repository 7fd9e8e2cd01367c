import type { Visibility } from '#shared/access/visibility.ts'
import type { CallSelection, HeaderColumn, NumberColumn, Text, TextColumn } from '../../ports/call-selection.ts'
import { matching } from './conditions.ts'
import { raw, type Sql, sql } from './sql.ts'
import { endSeen, seenIn } from './visible.ts'

/** The calls of a selection that the reader may see, as a condition on `call`. */
export const selectedBy = ({ filter, window }: CallSelection, visibility: Visibility): Sql =>
  sql`${seenIn(window, visibility)} AND ${matching(filter, visibility)}`

/** Of so many matching calls one in how many is read. */
export const oneInOf = (calls: number, { maxRows }: CallSelection): number => Math.max(1, Math.ceil(calls / maxRows))

/** The calls of every nth trace. Traces are random numbers, so these lie evenly over any window. */
export const sampled = (oneIn: number): Sql => (oneIn === 1 ? raw('TRUE') : sql`hash(trace) % ${oneIn}::UBIGINT = 0`)

const columnOf: Record<Exclude<TextColumn, HeaderColumn | 'callerSeen' | 'calleeSeen'>, string> = {
  callerNamespace: 'caller_ns',
  caller: 'caller',
  callerVersion: 'caller_version',
  callerInstance: 'caller_instance',
  calleeNamespace: 'callee_ns',
  callee: 'callee',
  calleeVersion: 'callee_version',
  calleeInstance: 'callee_instance',
  tenant: 'tenant',
  tenantName: 'tenant_name',
  client: 'client',
  method: 'method',
  path: `split_part(url, '?', 1)`,
  query: `nullif(substr(url, length(split_part(url, '?', 1)) + 2), '')`,
  route: 'route',
  api: `coalesce(route, split_part(url, '?', 1))`,
  outcome: 'outcome',
  // Where a proxy answers in the callee's place, the error's text alone tells it from the callee's own answer.
  cause: `CASE WHEN outcome = 'failed' AND (status IS NULL OR regexp_matches(coalesce(error, ''),
      '(?i)time.?out|deadline|refused|reset|unreachable|broken pipe|dial |EOF$')) THEN 'no-answer'
    WHEN outcome = 'open-circuit' AND contains(lower(coalesce(error, '')), 'concurren') THEN 'crowded' END`,
}

/** A text of a call as the engine finds it; `textIn` reads it back. */
export function textOf(column: TextColumn, { hiddenEnds = 'unnamed' }: CallSelection, visibility: Visibility): Sql {
  if (isHeader(column)) return headerOf(column.slice('header:'.length))
  if (column === 'callerSeen' || column === 'calleeSeen') {
    const end = column === 'callerSeen' ? 'caller' : 'callee'
    return sql`CASE WHEN ${raw(end)} IS NULL OR ${endSeen(end, visibility)} THEN 'yes' ELSE 'no' END`
  }
  const value = raw(columnOf[column])
  const end = column.startsWith('caller') ? 'caller' : column.startsWith('callee') ? 'callee' : undefined
  if (!end || hiddenEnds === 'named') return value
  return sql`CASE WHEN ${endSeen(end, visibility)} THEN ${value} END`
}

const isHeader = (column: TextColumn): column is HeaderColumn => column.startsWith('header:')

/** `=` before a header's value, `-` where the call was sent without it, nothing where that is not known. */
const headerOf = (name: string): Sql => sql`CASE
  WHEN contains(headers, ${`\n${name}:`}) THEN '=' || split_part(split_part(headers, ${`\n${name}:`}, 2), chr(10), 1)
  WHEN contains(headers, ${`\n${name}\n`}) THEN '-' END`

/** The text behind what `textOf` found. */
export function textIn(column: TextColumn, found: string | null | undefined): Text {
  if (found === null || found === undefined) return undefined
  if (!isHeader(column)) return found
  return found === '-' ? null : found.slice(1)
}

/** A number of a call, never null. */
export function numberOf(column: NumberColumn): Sql {
  switch (column) {
    case 'status':
      return raw(`coalesce(status::DOUBLE, 'nan'::DOUBLE)`)
    case 'durationMs':
      return raw('duration_us / 1000')
    case 'attempt':
      return raw('attempt')
  }
}
