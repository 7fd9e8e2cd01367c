import type { End } from '../../ports/metrics.ts'
import type { Visibility } from '#shared/access/visibility.ts'
import type { AnsweredRow } from './rows.ts'
import { raw, type Sql, sql } from './sql.ts'
import { endSeen } from './visible.ts'

/** Columns that tell an end apart from others and no more than the reader may know; for GROUP BY ALL. */
export function endColumns(end: 'caller' | 'callee', visibility: Visibility): Sql {
  const name = raw(end)
  const kind = raw(`${end}_kind`)
  return sql`CASE WHEN ${name} IS NULL THEN 'client'
      WHEN NOT ${endSeen(end, visibility)} THEN 'hidden'
      WHEN ${raw(`${end}_ns`)} IS NULL THEN 'external' ELSE 'service' END AS ${kind},
    CASE ${kind} WHEN 'client' THEN coalesce(client, 'client') WHEN 'hidden' THEN '' ELSE ${name} END AS ${raw(`${end}_name`)},
    CASE WHEN ${kind} = 'service' THEN ${raw(`${end}_ns`)} END AS ${raw(`${end}_place`)}`
}

/** The end that a row of these columns is about. */
export function endOfRow(row: AnsweredRow, end: 'caller' | 'callee', mesh: string): End {
  const name = String(row[`${end}_name`] ?? '')
  const kind = row[`${end}_kind`]
  if (kind === 'hidden') return { kind }
  if (kind === 'client' || kind === 'external') return { kind, label: name }
  return { kind: 'service', service: { mesh, namespace: String(row[`${end}_place`]), name } }
}
