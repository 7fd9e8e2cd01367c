import type { Visibility } from '#shared/access/visibility.ts'
import { callId } from '../../ports/call-halves.ts'
import type { CallGroup, GroupSelection, TextColumn } from '../../ports/call-selection.ts'
import type { AnsweredRow } from './rows.ts'
import { sampled, selectedBy, textIn, textOf } from './selection.ts'
import { joined, raw, type Sql, sql } from './sql.ts'

/** Counts the selected calls by columns, one in n of them; answers one group more than there may be where there are too many. */
export function groupsQuery(
  selection: GroupSelection,
  by: readonly TextColumn[],
  oneIn: number,
  visibility: Visibility,
): Sql {
  const keys = by.map((column, at) => sql`${textOf(column, selection, visibility)} AS ${raw(`k${at}`)}, `)
  return sql`SELECT ${joined(keys, '')} count(*) AS calls, max(at_us) AS at_us,
      max_by(trace, at_us) AS trace, max_by(span, at_us) AS span, max_by(attempt, at_us) AS attempt
    FROM call WHERE ${selectedBy(selection, visibility)} AND ${sampled(oneIn)}
    GROUP BY ${
      by.length > 0
        ? joined(
            by.map((_, at) => raw(`k${at}`)),
            ', ',
          )
        : raw('()')
    } HAVING count(*) > 0
    ORDER BY calls DESC, at_us DESC LIMIT ${selection.maxGroups + 1}::BIGINT`
}

/** A row of that query. */
export function groupOf<Column extends TextColumn>(row: AnsweredRow, by: readonly Column[]): CallGroup<Column> {
  const key = Object.fromEntries(
    by.map((column, at) => [column, textIn(column, row[`k${at}`] as string | null)]), // texts are what was asked for
  )
  const hex = (column: string, digits: number) => BigInt(String(row[column])).toString(16).padStart(digits, '0')
  return {
    key: key as CallGroup<Column>['key'], // one entry for each of `by`
    calls: Number(row['calls']),
    newest: { id: callId(hex('trace', 32), hex('span', 16), Number(row['attempt'])), at: Number(row['at_us']) },
  }
}
