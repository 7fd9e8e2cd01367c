import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { AuditVerification } from '#shared/features/audit/model.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import { dataFolder } from '../test-support/data-folder.ts'
import { record } from './audit.ts'
import { dropMonth } from './months.ts'
import { hashOfEntry, entryOf } from './rows.ts'
import { type AuditDatabase, type AuditTables, tableOf } from './tables.ts'
import { verify } from './verify.ts'

const times = {
  october: '2026-10-05T08:00:00.000Z',
  november: '2026-11-20T10:00:00.000Z',
  december: '2026-12-01T00:00:00.000Z',
}
const ada = { name: 'ada' }

/** Three months of log: rows 1 to 4 in October, 5 to 8 in November, 9 to 12 in December. */
async function threeMonths() {
  const path = `${dataFolder()}/state.db`
  const database = openDatabase(path)
  onTestFinished(() => database.destroy())
  await migrate(database, migrations)
  for (const time of Object.values(times)) {
    for (let at = 0; at < 4; at += 1) {
      const act = {
        event: 'user-changed',
        by: ada,
        object: { kind: 'user', id: `user-${at}` },
        details: { at },
      } as const
      await record(database, act, Date.parse(time) + at)
    }
  }
  const audit: AuditDatabase = database.withTables<AuditTables>()
  return { path, database, audit }
}

/** What somebody does who can write the file itself: nothing of ours is asked. */
async function tamper(path: string, statements: string): Promise<void> {
  const file = openDatabase(path)
  await withoutTriggers(file)
  for (const statement of statements.split(';')) await sql.raw(statement).execute(file)
  await file.destroy()
}

async function withoutTriggers(file: Database): Promise<void> {
  const found = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(file)
  for (const { name } of found.rows) await sql`drop trigger ${sql.id(name)}`.execute(file)
}

async function verified(audit: AuditDatabase, noted?: { rows: number; hash: string }): Promise<AuditVerification> {
  for await (const step of verify(audit, noted)) if ('verification' in step) return step.verification
  throw new Error('the walk came to no end')
}

test('a chain that nobody touched holds, month after month', async () => {
  const { audit } = await threeMonths()

  const verification = await verified(audit)

  expect(verification).toMatchObject({ rows: 12, months: 3, seals: 2, dropped: 0, head: { rows: 12 } })
  expect(verification.broken).toBeUndefined()
})

test('an empty log holds', async () => {
  const database = openDatabase(':memory:')
  onTestFinished(() => database.destroy())
  await migrate(database, migrations)

  expect(await verified(database.withTables<AuditTables>())).toMatchObject({ rows: 0, months: 0, head: { rows: 0 } })
})

test.each([
  ['an altered row', `update audit_rows_2026_11 set actor = 'eve' where number = 6`, 'audit-row-altered', 6],
  [
    'an altered time',
    `update audit_rows_2026_11 set at = '2026-11-20T10:00:00.007Z' where number = 6`,
    'audit-row-altered',
    6,
  ],
  ['altered details', `update audit_rows_2026_12 set details = '{"at":9}' where number = 10`, 'audit-row-altered', 10],
  [
    'details that are no JSON',
    `update audit_rows_2026_12 set details = '{' where number = 10`,
    'audit-row-altered',
    10,
  ],
  ['a removed row', 'delete from audit_rows_2026_11 where number = 6', 'audit-row-missing', 6],
  ['a removed first row', 'delete from audit_rows_2026_10 where number = 1', 'audit-row-missing', 1],
  [
    'two swapped rows',
    `update audit_rows_2026_11 set number = -6 where number = 6;
     update audit_rows_2026_11 set number = 6 where number = 7;
     update audit_rows_2026_11 set number = 7 where number = -6`,
    'audit-row-altered',
    6,
  ],
  ['a removed last row', 'delete from audit_rows_2026_11 where number = 8', 'audit-row-missing', 8],
  ['a removed month', 'drop table audit_rows_2026_11', 'audit-month-missing', 5],
  [
    'a removed month with its seal',
    `drop table audit_rows_2026_11; delete from audit_month where month = '2026-11'`,
    'audit-row-missing',
    5,
  ],
  [
    'a month that is said to be dropped',
    `drop table audit_rows_2026_10; update audit_month set dropped_at = '2026-12-01T00:00:00.000Z' where month = '2026-10'`,
    'audit-month-missing',
    1,
  ],
  ['another seal', `update audit_month set first_hash = last_hash where month = '2026-10'`, 'audit-seal-differs', 1],
  ['a truncated tail', 'delete from audit_rows_2026_12 where number > 10', 'audit-tail-missing', 11],
  [
    'a last month cut off',
    `drop table audit_rows_2026_12; delete from audit_month where month = '2026-12'`,
    'audit-tail-missing',
    9,
  ],
  ['a head that was turned back', 'update audit_head set rows = 10', 'audit-end-differs', 10],
  [
    'a row behind the head',
    `insert into audit_rows_2026_12 select 13, at, event, actor, address, request_id, object_kind, object_id, mesh,
       namespace, service, environment, result, before_hash, after_hash, details, previous, hash
     from audit_rows_2026_12 where number = 12`,
    'audit-row-added',
    13,
  ],
])('%s is caught, and the first broken row is named', async (_, statements, code, number) => {
  const { path, audit } = await threeMonths()

  await tamper(path, statements)

  expect((await verified(audit)).broken).toMatchObject({ code, params: { number } })
})

test('a row that was altered together with its hash is met where the next one does not follow', async () => {
  const { path, audit } = await threeMonths()
  const row = await audit.selectFrom(tableOf('2026-11')).selectAll().where('number', '=', 6).executeTakeFirstOrThrow()
  const hash = hashOfEntry({ ...entryOf(row), actor: 'eve' })

  await tamper(path, `update audit_rows_2026_11 set actor = 'eve', hash = '${hash}' where number = 6`)

  expect((await verified(audit)).broken).toMatchObject({ code: 'audit-row-unchained', params: { number: 7 } })
})

test('a chain that was written anew as a whole is met by a head that was noted elsewhere', async () => {
  const { audit } = await threeMonths()
  const seventh = await audit
    .selectFrom(tableOf('2026-11'))
    .select('hash')
    .where('number', '=', 7)
    .executeTakeFirstOrThrow()

  expect((await verified(audit, { rows: 7, hash: seventh.hash })).broken).toBeUndefined()

  const other = { rows: 7, hash: 'f'.repeat(64) }
  expect((await verified(audit, other)).broken).toMatchObject({ code: 'audit-note-differs', params: { number: 7 } })
  const longer = { rows: 40, hash: seventh.hash }
  expect((await verified(audit, longer)).broken).toMatchObject({ code: 'audit-tail-missing', params: { number: 40 } })
})

test('a dropped month leaves its seal, the log tells of it, and the chain holds', async () => {
  const { audit } = await threeMonths()

  await dropMonth(audit, '2026-10', ada)
  expect(await verified(audit)).toMatchObject({ rows: 9, months: 2, seals: 1, dropped: 1, head: { rows: 13 } })
  await dropMonth(audit, '2026-11', ada)

  const verification = await verified(audit)
  expect(verification).toMatchObject({ rows: 6, months: 1, seals: 0, dropped: 2, head: { rows: 14 } })
  expect(verification.broken).toBeUndefined()
  expect(await audit.selectFrom('audit_month').select('count').orderBy('month').execute()).toEqual([
    { count: 4 },
    { count: 4 },
    { count: null },
  ])
})

test('the seal of a dropped month cannot be told otherwise later', async () => {
  const { path, audit } = await threeMonths()
  await dropMonth(audit, '2026-10', ada)
  await dropMonth(audit, '2026-11', ada)

  await tamper(path, `update audit_month set first_hash = last_hash where month = '2026-10'`)

  expect((await verified(audit)).broken).toMatchObject({ code: 'audit-month-missing', params: { month: '2026-11' } })
})

test('only the oldest month is dropped, and none that still runs', async () => {
  const { audit } = await threeMonths()

  await expect(dropMonth(audit, '2026-11', ada)).rejects.toMatchObject({ code: 'audit-month-not-oldest' })
  await expect(dropMonth(audit, '2026-12', ada)).rejects.toMatchObject({ code: 'audit-month-runs' })
  await expect(dropMonth(audit, '2026-09', ada)).rejects.toMatchObject({ code: 'not-found' })
  await dropMonth(audit, '2026-10', ada)
  await expect(dropMonth(audit, '2026-10', ada)).rejects.toMatchObject({ code: 'not-found' })
})
