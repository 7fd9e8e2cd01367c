import type { Migration } from '../migrate.ts'

/** Windows in which environments are not changed. */
export const freezes: Migration = async (database) => {
  await database.schema
    .createTable('freeze')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('environment', 'text', (column) => column.notNull().references('environment.name'))
    .addColumn('from_at', 'text', (column) => column.notNull())
    .addColumn('to_at', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('except_services', 'text', (column) => column.notNull())
    .addColumn('except_roles', 'text', (column) => column.notNull())
    .addColumn('lifters', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('lifted_by', 'text')
    .addColumn('lifted_at', 'text')
    .addColumn('lift_reason', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await database.schema.createIndex('freeze_by_environment').on('freeze').columns(['environment', 'to_at']).execute()
}
