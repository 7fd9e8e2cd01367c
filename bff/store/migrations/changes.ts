import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Change requests with their steps, drafts, the history of policies, and the leases under which a mesh is written. */
export const changes: Migration = async (database) => {
  await database.schema
    .createTable('change_request')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('mesh', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('edits', 'text', (column) => column.notNull())
    .addColumn('findings', 'text', (column) => column.notNull())
    .addColumn('proof', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'text')
    .addColumn('prove_until', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await database.schema.createIndex('change_request_by_state').on('change_request').column('state').execute()
  await database.schema
    .createTable('change_step')
    .addColumn('change_number', 'integer', (column) => column.notNull().references('change_request.number'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('at', 'text')
    .addColumn('problem', 'text')
    .addColumn('inverse', 'text')
    .addPrimaryKeyConstraint('change_step_key', ['change_number', 'position'])
    .execute()
  await database.schema.createIndex('change_step_by_policy').on('change_step').column('policy').execute()
  await database.schema
    .createTable('policy_draft')
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('spec', 'text', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('base', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_draft_key', ['policy', 'author'])
    .execute()
  await database.schema
    .createTable('policy_revision')
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('author', 'text')
    .addColumn('change_number', 'integer', (column) => column.references('change_request.number'))
    .addColumn('spec', 'text', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('native', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_revision_key', ['policy', 'number'])
    .execute()
  for (const act of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`policy_revision_no_${act}`)} before ${sql.raw(act)} on policy_revision
      begin select raise(abort, 'revisions are immutable'); end`.execute(database)
  }
  await database.schema
    .createTable('lease')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'integer', (column) => column.notNull())
    .execute()
}
