import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Migration } from '../migrate.ts'

/** What environments ask of a change, and how people review one: rounds, reviews, comments, schedules. */
export const reviews: Migration = async (database) => {
  const environments = () => database.schema.alterTable('environment')
  await environments()
    .addColumn('approver_role', 'text', (column) => column.notNull().defaultTo('approver'))
    .execute()
  await environments().addColumn('largest_weight_step', 'integer').execute()
  await environments().addColumn('more_above_rate', 'real').execute()
  await environments().addColumn('more_above_approvals', 'integer').execute()

  const requests = () => database.schema.alterTable('change_request')
  await requests()
    .addColumn('round', 'integer', (column) => column.notNull().defaultTo(sql`1`))
    .execute()
  for (const list of ['needs', 'contributors', 'requested_reviewers']) {
    await requests()
      .addColumn(list, 'text', (column) => column.notNull().defaultTo('[]'))
      .execute()
  }
  for (const maybe of ['scheduled_for', 'zone', 'scheduled_by', 'break_glass', 'waits_for']) {
    await requests().addColumn(maybe, 'text').execute()
  }
  await authorsContributed(database)

  await database.schema
    .createTable('change_review')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('change_number', 'integer', (column) => column.notNull().references('change_request.number'))
    .addColumn('round', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('comment', 'text', (column) => column.notNull())
    .addColumn('environments', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  // One person is one approval, whatever happens at the same moment.
  await database.schema
    .createIndex('change_review_once')
    .unique()
    .on('change_review')
    .columns(['change_number', 'round', 'by_name', 'verdict'])
    .execute()
  await database.schema
    .createTable('change_comment')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('change_number', 'integer', (column) => column.notNull().references('change_request.number'))
    .addColumn('round', 'integer', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await database.schema.createIndex('change_comment_by_change').on('change_comment').column('change_number').execute()
  await database.schema
    .createTable('inbox_dismissal')
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('change_number', 'integer', (column) => column.notNull().references('change_request.number'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('inbox_dismissal_key', ['user_name', 'change_number', 'kind'])
    .execute()
}

/** Requests from before reviews were written by their author alone. */
async function authorsContributed(database: Database): Promise<void> {
  const tables = database.withTables<{ change_request: { number: number; author: string; contributors: string } }>()
  const authors = await tables.selectFrom('change_request').select('author').distinct().execute()
  for (const { author } of authors) {
    await tables
      .updateTable('change_request')
      .set({ contributors: JSON.stringify([author]) })
      .where('author', '=', author)
      .execute()
  }
}
