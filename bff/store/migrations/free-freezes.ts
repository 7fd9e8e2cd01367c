import type { Migration } from '../migrate.ts'

/** Freezes that have ended outlive their environment, so the table is made anew without the reference to it. */
export const freeFreezes: Migration = async (database) => {
  const columns = [
    'number',
    'environment',
    'from_at',
    'to_at',
    'zone',
    'reason',
    'except_services',
    'except_roles',
    'lifters',
    'created_by',
    'created_at',
    'lifted_by',
    'lifted_at',
    'lift_reason',
    'revision',
  ] as const
  await database.schema
    .createTable('freeze_kept')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('environment', 'text', (column) => column.notNull())
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
  type Row = Record<(typeof columns)[number], string | number | null>
  const tables = database.withTables<{ freeze: Row; freeze_kept: Row }>()
  await tables
    .insertInto('freeze_kept')
    .columns([...columns])
    .expression(tables.selectFrom('freeze').select([...columns]))
    .execute()
  await database.schema.dropTable('freeze').execute()
  await database.schema.alterTable('freeze_kept').renameTo('freeze').execute()
  await database.schema.createIndex('freeze_by_environment').on('freeze').columns(['environment', 'to_at']).execute()
}
