import type { Migration } from '../migrate.ts'

/** What the outside is told: events, kept with what they tell of, and each on its way to each webhook. */
export const webhooks: Migration = async (database) => {
  await database.schema
    .createTable('webhook_event')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('actor', 'text')
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('addressed', 'integer', (column) => column.notNull())
    .execute()
  await database.schema
    .createIndex('webhook_event_by_addressed')
    .on('webhook_event')
    .columns(['addressed', 'number'])
    .execute()
  await database.schema
    .createTable('webhook_delivery')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('webhook', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('by_hand', 'integer', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('tried_at', 'text')
    .addColumn('result', 'text')
    .addColumn('status', 'integer')
    .addColumn('source', 'text')
    .addColumn('failing_since', 'text')
    .addUniqueConstraint('webhook_delivery_once', ['event_id', 'webhook'])
    .execute()
  await database.schema
    .createIndex('webhook_delivery_by_state')
    .on('webhook_delivery')
    .columns(['webhook', 'state', 'subject', 'number'])
    .execute()
  await database.schema
    .createIndex('webhook_delivery_by_tried')
    .on('webhook_delivery')
    .columns(['webhook', 'tried_at'])
    .execute()
}
