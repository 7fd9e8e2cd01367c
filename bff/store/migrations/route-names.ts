import type { Migration } from '../migrate.ts'

/** Names that people gave to routes; a mesh has no place for them. */
export const routeNames: Migration = async (database) => {
  await database.schema
    .createTable('route_name')
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('match', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('route_name_key', ['policy', 'match'])
    .execute()
}
