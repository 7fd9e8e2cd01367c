import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** The end of the audit log's chain and its months; the rows of a month have a table of their own, made with the first one. */
export const audit: Migration = async (database) => {
  await database.schema
    .createTable('audit_head')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('month', 'text', (column) => column.notNull())
    .execute()
  const noHash = '0'.repeat(64)
  await sql`insert into audit_head (name, rows, hash, at, month) values ('main', 0, ${noHash}, '', '')`.execute(
    database,
  )
  await database.schema
    .createTable('audit_month')
    .addColumn('month', 'text', (column) => column.primaryKey())
    .addColumn('first', 'integer', (column) => column.notNull())
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('count', 'integer')
    .addColumn('first_hash', 'text')
    .addColumn('last_hash', 'text')
    .addColumn('dropped_at', 'text')
    .execute()

  // The head only moves on by one row; a seal, once set, stays as it is, and so does the mark of a dropped month.
  await sql`create trigger audit_head_moves_on before update on audit_head
    when new.name <> old.name or not (new.rows = old.rows + 1 or (new.rows = old.rows and new.hash = old.hash))
    begin select raise(abort, 'the head of the audit log only moves on'); end`.execute(database)
  await sql`create trigger audit_head_no_delete before delete on audit_head
    begin select raise(abort, 'the head of the audit log stays'); end`.execute(database)
  await sql`create trigger audit_month_keeps_seal before update on audit_month
    when new.month <> old.month or new.first <> old.first or new.previous <> old.previous or old.dropped_at is not null
      or (old.count is not null and (new.count is not old.count or new.first_hash is not old.first_hash
        or new.last_hash is not old.last_hash))
    begin select raise(abort, 'the seal of an audit month stays'); end`.execute(database)
  await sql`create trigger audit_month_no_delete before delete on audit_month
    begin select raise(abort, 'the seal of an audit month stays'); end`.execute(database)
}
