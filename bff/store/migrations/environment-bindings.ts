import type { Migration } from '../migrate.ts'

/** Role bindings may name environments; those that were there hold in all. */
export const environmentBindings: Migration = async (database) => {
  await database.schema
    .alterTable('role_binding')
    .addColumn('environment', 'text', (column) => column.notNull().defaultTo('*'))
    .execute()
}
