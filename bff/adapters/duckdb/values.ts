import type { Visibility } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { ValueField } from '../../ports/call-records.ts'
import { allOf, literalLike, raw, type Sql, sql } from './sql.ts'
import { endSeen, seenIn } from './visible.ts'

interface Place {
  column: string
  label?: string
  /** Whose name it gives away. */
  end?: 'caller' | 'callee'
}

const places: Record<ValueField, Place> = {
  caller: { column: 'caller', end: 'caller' },
  callee: { column: 'callee', end: 'callee' },
  version: { column: 'callee_version', end: 'callee' },
  namespace: { column: 'callee_ns', end: 'callee' },
  tenant: { column: 'tenant', label: 'tenant_name' },
  user: { column: 'person', label: 'person_name' },
  method: { column: 'method' },
  status: { column: 'status' },
  client: { column: 'client' },
}

/** Counts the values of a field; the prefix may be one of the value or of its label. */
export function valuesQuery(
  field: ValueField,
  prefix: string | undefined,
  window: Window,
  visibility: Visibility,
): Sql {
  const { column, label, end } = places[field]
  const like = `${literalLike(prefix ?? '')}%`
  const begins = (name: string) => sql`${raw(name)}::VARCHAR ILIKE ${like} ESCAPE '\\'`
  const fits = !prefix ? raw('TRUE') : label ? sql`(${begins(column)} OR ${begins(label)})` : begins(column)
  return sql`SELECT ${raw(column)}::VARCHAR AS value, any_value(${raw(label ?? 'NULL')}) AS label, count(*) AS calls
    FROM call WHERE ${seenIn(window, visibility)} AND ${raw(column)} IS NOT NULL
      AND ${allOf([fits, end ? endSeen(end, visibility) : raw('TRUE')])}
    GROUP BY ALL ORDER BY calls DESC, value LIMIT 20`
}
