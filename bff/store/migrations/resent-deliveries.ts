import type { Migration } from '../migrate.ts'

/** Marks what a person sent again after it had ended: it stands outside the order of its change or policy. */
export const resentDeliveries: Migration = async (database) => {
  await database.schema
    .alterTable('webhook_delivery')
    .addColumn('resent', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
