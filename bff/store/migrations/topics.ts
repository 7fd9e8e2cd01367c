import type { Migration } from '../migrate.ts'

/** How often each topic has changed; copies of the console poll it to tell their browsers. */
export const topics: Migration = async (database) => {
  await database.schema
    .createTable('topic_revision')
    .addColumn('topic', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
}
