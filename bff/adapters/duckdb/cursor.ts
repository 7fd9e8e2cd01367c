import { Problem } from '#shared/contract/problem.ts'
import type { AnsweredRow } from './rows.ts'
import { type Sql, sql } from './sql.ts'

/** Newest first; equal times by identity, so that no two calls share a place. */
export const newestFirst = 'at_us DESC, trace DESC, span DESC, attempt DESC'

/** Where the page after this row begins. */
export const cursorAfter = (row: AnsweredRow): string =>
  Buffer.from([row['at_us'], row['trace'], row['span'], row['attempt']].join('.')).toString('base64url')

/** Only what comes after the cursor. Throws `cursor-invalid`. */
export function after(cursor: string): Sql {
  const parts = /^(-?\d{1,18})\.(\d{1,39})\.(\d{1,20})\.(\d{1,3})$/.exec(Buffer.from(cursor, 'base64url').toString())
  const [, at, trace, span, attempt] = parts ?? []
  if (at === undefined || trace === undefined || span === undefined || attempt === undefined) {
    throw new Problem('cursor-invalid', { field: 'cursor' })
  }
  // The first condition lets the engine skip whole row groups.
  return sql`at_us <= ${at}::BIGINT AND (at_us < ${at}::BIGINT OR
    (trace, span, attempt) < (${trace}::UHUGEINT, ${span}::UBIGINT, ${attempt}::UTINYINT))`
}
