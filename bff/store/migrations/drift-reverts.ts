import type { Migration } from '../migrate.ts'

/** Whether a request that gives a policy back a state answers to drift: then its author need not have the right to write the kind. */
export const driftReverts: Migration = async (database) => {
  await database.schema
    .alterTable('change_restoration')
    .addColumn('from_drift', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
