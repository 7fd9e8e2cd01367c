import type { Migration } from '../migrate.ts'

/** Changes that end by themselves, and changes that take another one back. */
export const timedReverts: Migration = async (database) => {
  await database.schema.alterTable('change_request').addColumn('revert_at', 'text').execute()
  await database.schema
    .alterTable('change_request')
    .addColumn('reverts', 'integer', (column) => column.references('change_request.number'))
    .execute()
  await database.schema.createIndex('change_request_by_reverts').on('change_request').column('reverts').execute()
  await database.schema
    .createTable('timed_revert')
    .addColumn('change_number', 'integer', (column) => column.primaryKey().references('change_request.number'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('revert_number', 'integer', (column) => column.references('change_request.number'))
    .addColumn('why', 'text', (column) => column.notNull())
    .execute()
  await database.schema.createIndex('timed_revert_by_next').on('timed_revert').columns(['state', 'next_at']).execute()
}
