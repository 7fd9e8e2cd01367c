import type { Migration } from '../migrate.ts'

/** What finds quickly what waits for a person, and since when an end is as it is. */
export const inbox: Migration = async (database) => {
  await database.schema.alterTable('timed_revert').addColumn('since', 'text').execute()
  await database.schema
    .createIndex('change_request_by_author')
    .on('change_request')
    .columns(['author', 'state', 'number'])
    .execute()
}
