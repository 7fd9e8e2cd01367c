import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** When the present round of a request was sent. */
export const rounds: Migration = async (database) => {
  await database.schema
    .alterTable('change_request')
    .addColumn('round_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  // Of earlier requests it is only known that a later round did not begin before the last word on the one before it.
  await sql`
    update change_request set round_at = coalesce(
      (select max(change_review.at) from change_review
        where change_review.change_number = change_request.number and change_review.round < change_request.round),
      created_at
    )`.execute(database.withTables<Record<string, never>>())
}
