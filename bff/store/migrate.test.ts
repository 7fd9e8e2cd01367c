import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'

async function databaseFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'state.db')
}

function opened(path: string): Database {
  const database = openDatabase(path)
  onTestFinished(() => database.destroy())
  return database
}

const tablesOf = async (database: Database): Promise<string[]> =>
  (await database.introspection.getTables()).map(({ name }) => name).toSorted()

test('an empty database gets every table, and a second start changes nothing', async () => {
  const database = opened(await databaseFile())

  await migrate(database, migrations)
  const tables = await tablesOf(database)
  await migrate(database, migrations)

  expect(tables).toEqual(expect.arrayContaining(['user', 'role_binding', 'session', 'environment', 'topic_revision']))
  expect(await tablesOf(database)).toEqual(tables)
})

test('copies that start together take the steps once', async () => {
  const path = await databaseFile()

  await Promise.all([opened(path), opened(path), opened(path)].map((copy) => migrate(copy, migrations)))

  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(opened(path))
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations))
})

test('a step that fails leaves nothing behind', async () => {
  const database = opened(await databaseFile())
  const failing = {
    '001-first': (db: Database) => db.schema.createTable('first').addColumn('id', 'text').execute(),
    '002-second': () => Promise.reject(new Error('no')),
  }

  await expect(migrate(database, failing)).rejects.toThrow('no')

  expect(await tablesOf(database)).toEqual([])
})

test('a database that is newer than the program is left alone', async () => {
  const database = opened(await databaseFile())
  await migrate(database, { ...migrations, '999-future': async () => undefined })

  await expect(migrate(database, migrations)).rejects.toThrow('newer Meshdeck: it has 999-future')
})

test('what was committed is on disk when the commit is answered', async () => {
  const database = opened(await databaseFile())

  const { rows: mode } = await sql`pragma journal_mode`.execute(database)
  const { rows: synchronous } = await sql`pragma synchronous`.execute(database)

  expect(mode).toMatchObject([{ journal_mode: 'wal' }])
  expect(synchronous).toMatchObject([{ synchronous: 2 }])
})

test('two copies that read before they write wait for each other instead of failing', async () => {
  const path = await databaseFile()
  const copies = [opened(path), opened(path)]
  await sql`create table counter (count integer)`.execute(copies[0] as Database) // two stand there
  await sql`insert into counter values (0)`.execute(copies[0] as Database)
  const countUp = (database: Database) =>
    database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ count: number }>`select count from counter`.execute(transaction)
      await sql`update counter set count = ${(rows[0]?.count ?? 0) + 1}`.execute(transaction)
    })

  await Promise.all(Array.from({ length: 20 }, (_, at) => countUp(copies[at % 2] as Database)))

  const { rows } = await sql`select count from counter`.execute(opened(path))
  expect(rows).toMatchObject([{ count: 20 }])
})
