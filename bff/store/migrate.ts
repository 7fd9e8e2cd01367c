import type { Kysely } from 'kysely'
import type { Database } from './database.ts'

/** One step from an empty database to the present one. Never changed once it was released; the next step mends it. */
export type Migration = (database: Database) => Promise<void>

type Tables = { migration: { name: string; applied_at: string } }

/**
 * Brings a database up to date, in one transaction: copies that start together wait for each other, and a step that fails leaves
 * nothing behind. Throws where the database is newer than this program.
 */
export async function migrate(database: Database, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const own = transaction.withTables<Tables>()
    const done = await applied(own)
    const unknown = [...done].filter((name) => !(name in migrations))
    if (unknown.length > 0) throw new Error(`The database was made by a newer Meshdeck: it has ${unknown.join(', ')}.`)
    for (const [name, step] of Object.entries(migrations)) {
      if (done.has(name)) continue
      await step(transaction)
      await own.insertInto('migration').values({ name, applied_at: new Date().toISOString() }).execute()
    }
  })
}

async function applied(database: Kysely<Tables>): Promise<ReadonlySet<string>> {
  await database.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
  const rows = await database.selectFrom('migration').select('name').execute()
  return new Set(rows.map((row) => row.name))
}
