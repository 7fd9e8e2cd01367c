import type { Migration } from '../migrate.ts'

/** However much waits for a webhook that takes nothing, what is due is found at once, and how much waits is counted in one pass. */
export const webhookBacklog: Migration = async (database) => {
  await database.schema
    .createIndex('webhook_delivery_by_due')
    .on('webhook_delivery')
    .columns(['webhook', 'state', 'by_hand', 'next_at', 'number'])
    .execute()
  await database.schema
    .createIndex('webhook_delivery_by_wait')
    .on('webhook_delivery')
    .columns(['state', 'webhook', 'since'])
    .execute()
}
