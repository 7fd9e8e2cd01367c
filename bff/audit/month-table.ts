import { sql } from 'kysely'
import { type AuditDatabase, tableOf } from './tables.ts'

/** Makes the table of a month: rows can be added to it and nothing else. Within the transaction of its first row. */
export async function createMonthTable(transaction: AuditDatabase, month: string): Promise<void> {
  const table = tableOf(month)
  const required = (name: (typeof texts)[number]) => !optional.has(name)
  let creation = transaction.schema.createTable(table).addColumn('number', 'integer', (column) => column.primaryKey())
  for (const name of texts) {
    creation = creation.addColumn(name, 'text', (column) => (required(name) ? column.notNull() : column))
  }
  await creation.execute()
  for (const act of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`${table}_no_${act}`)} before ${sql.raw(act)} on ${sql.table(table)}
      begin select raise(abort, 'the audit log is append-only'); end`.execute(transaction)
  }
  for (const column of ['at', 'actor', 'event', 'object_id'] as const) {
    await transaction.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute()
  }
}

const texts = [
  'at',
  'event',
  'actor',
  'address',
  'request_id',
  'object_kind',
  'object_id',
  'mesh',
  'namespace',
  'service',
  'environment',
  'result',
  'before_hash',
  'after_hash',
  'details',
  'previous',
  'hash',
] as const

const optional: ReadonlySet<string> = new Set([
  'actor',
  'address',
  'request_id',
  'mesh',
  'namespace',
  'service',
  'environment',
  'before_hash',
  'after_hash',
])
