import type { Migration } from '../migrate.ts'

/** Since when the policies of a kind in a mesh are looked at for what others write. */
export const policyWatch: Migration = async (database) => {
  await database.schema
    .createTable('policy_watch')
    .addColumn('mesh', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_watch_key', ['mesh', 'kind'])
    .execute()
}
