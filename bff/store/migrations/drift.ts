import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** What was accepted of what others wrote, what is let be for a while, and changes that give a policy back a state that it had. */
export const drift: Migration = async (database) => {
  await database.schema.alterTable('policy_revision').addColumn('understood', 'text').execute()
  // A mesh's history is read by time.
  await database.schema.createIndex('policy_revision_by_at').on('policy_revision').columns(['at', 'policy']).execute()
  await database.schema
    .createTable('change_restoration')
    .addColumn('change_number', 'integer', (column) => column.primaryKey().references('change_request.number'))
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .execute()
  await database.schema
    .createTable('drift_adoption')
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('drift_adoption_key', ['policy', 'number'])
    .execute()
  for (const act of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`drift_adoption_no_${act}`)} before ${sql.raw(act)} on drift_adoption
      begin select raise(abort, 'adoptions are immutable'); end`.execute(database)
  }
  await database.schema
    .createTable('drift_ignored')
    .addColumn('policy', 'text', (column) => column.primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
}
