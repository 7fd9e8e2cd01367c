import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import { dataFolder } from '../test-support/data-folder.ts'
import { type Act, hashOf, record } from './audit.ts'
import { entryOf, hashOfEntry } from './rows.ts'
import { type AuditTables, tableOf } from './tables.ts'

const november = Date.parse('2026-11-20T10:00:00.000Z')
const december = Date.parse('2026-12-01T00:00:00.000Z')

async function emptyState(path = ':memory:'): Promise<Database> {
  const database = openDatabase(path)
  onTestFinished(() => database.destroy())
  await migrate(database, migrations)
  return database
}

const userChanged = (id: string): Act => ({
  event: 'user-changed',
  by: { name: 'ada', from: { address: '10.0.0.7', requestId: 'request-1' } },
  object: { kind: 'user', id },
  before: hashOf({ disabled: false }),
  after: hashOf({ disabled: true }),
  details: { disabled: true },
})

const rowsOf = (database: Database, month: string) =>
  database.withTables<AuditTables>().selectFrom(tableOf(month)).selectAll().orderBy('number').execute()

const monthsOf = (database: Database) =>
  database.withTables<AuditTables>().selectFrom('audit_month').selectAll().orderBy('month').execute()

test('each act becomes a row that carries the hash of the one before', async () => {
  const database = await emptyState()

  await record(database, userChanged('eve'), november)
  await record(database, userChanged('bob'), november + 1)

  const [first, second] = (await rowsOf(database, '2026-11')).map((row) => entryOf(row))
  expect(first).toMatchObject({
    number: 1,
    at: '2026-11-20T10:00:00.000Z',
    actor: 'ada',
    address: '10.0.0.7',
    requestId: 'request-1',
    object: { kind: 'user', id: 'eve' },
    result: 'done',
    details: { disabled: true },
    previous: '0'.repeat(64),
  })
  expect(second?.previous).toBe(first?.hash)
  expect(second && hashOfEntry(second)).toBe(second?.hash)
})

test('an act that is taken back leaves no row, and the chain has no gap', async () => {
  const database = await emptyState()
  await record(database, userChanged('eve'), november)

  const failing = database.transaction().execute(async (transaction) => {
    await record(transaction, userChanged('bob'), november)
    throw new Error('the act itself failed')
  })

  await expect(failing).rejects.toThrow('the act itself failed')
  expect(await record(database, userChanged('kim'), november)).toBe(2)
})

test('two copies that append at once make one chain', async () => {
  const path = `${dataFolder()}/state.db`
  const copies = [await emptyState(path), await emptyState(path)]

  const numbers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => record(copies[at % 2]!, userChanged(`user-${at}`), november)),
  )

  expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  const rows = await rowsOf(copies[0]!, '2026-11')
  expect(rows.slice(1).map((row) => row.previous)).toEqual(rows.slice(0, -1).map((row) => row.hash))
})

test('a month that has ended is sealed by the first row of the next one, whose chain goes on', async () => {
  const database = await emptyState()
  await record(database, userChanged('eve'), november)
  await record(database, userChanged('bob'), november)

  await record(database, userChanged('kim'), december)

  const [first, last] = await rowsOf(database, '2026-11')
  const [next] = await rowsOf(database, '2026-12')
  expect(next).toMatchObject({ number: 3, previous: last?.hash })
  expect(await monthsOf(database)).toMatchObject([
    { month: '2026-11', first: 1, count: 2, first_hash: first?.hash, last_hash: last?.hash },
    { month: '2026-12', first: 3, count: null },
  ])
})

test('time never goes back in the log, so nothing is added to a month that is sealed', async () => {
  const database = await emptyState()
  await record(database, userChanged('eve'), december)

  await record(database, userChanged('bob'), november)

  expect((await rowsOf(database, '2026-12')).map((row) => row.at)).toEqual([
    '2026-12-01T00:00:00.000Z',
    '2026-12-01T00:00:00.000Z',
  ])
})

test.each([
  `update audit_rows_2026_11 set actor = 'nobody' where number = 1`,
  'delete from audit_rows_2026_11 where number = 1',
  'update audit_head set rows = 0',
  `update audit_head set hash = '${'f'.repeat(64)}'`,
  'delete from audit_head',
  `update audit_month set count = 1 where month = '2026-11'`,
  'delete from audit_month',
])('the database refuses: %s', async (statement) => {
  const database = await emptyState()
  await record(database, userChanged('eve'), november)
  await record(database, userChanged('bob'), november)
  await record(database, userChanged('kim'), december)

  await expect(sql.raw(statement).execute(database)).rejects.toThrow(/audit/)
})

test('details without end are left out, and their size and hash are kept', async () => {
  const database = await emptyState()

  await record(database, { ...userChanged('eve'), details: { text: 'x'.repeat(100_000) } }, november)

  const [row] = await rowsOf(database, '2026-11')
  expect(JSON.parse(row!.details)).toMatchObject({
    omittedBytes: 100_011,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})
