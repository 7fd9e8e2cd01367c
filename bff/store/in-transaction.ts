import type { Kysely, Transaction } from 'kysely'

/** Runs work in the caller's own transaction where there is one, else in a new one. */
export async function inTransaction<Tables, Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  // Kysely's flag says what the type does not: that this is a transaction.
  return database.isTransaction ? work(database as Transaction<Tables>) : database.transaction().execute(work)
}
