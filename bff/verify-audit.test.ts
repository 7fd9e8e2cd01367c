import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { record } from './audit/audit.ts'
import { openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { migrations } from './store/migrations/migrations.ts'
import { dataFolder } from './test-support/data-folder.ts'

/** A state store with three entries of one month, closed. */
async function storeWithEntries(): Promise<string> {
  const path = join(dataFolder(), 'state.db')
  const database = openDatabase(path)
  await migrate(database, migrations)
  for (const id of ['eve', 'bob', 'kim']) {
    const act = { event: 'user-created', by: { name: 'ada' }, object: { kind: 'user', id } } as const
    await record(database, act, Date.parse('2026-11-20T10:00:00.000Z'))
  }
  await database.destroy()
  return path
}

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bff/verify-audit.ts', ...args], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('the command says that a chain holds, and the head that it prints can be asked for later', async () => {
  const path = await storeWithEntries()

  const { status, said } = run('--database', path)

  expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining('rows walked     3') })
  const head = /the chain holds (3:[0-9a-f]{64})/.exec(said)?.[1] ?? ''
  expect(run('--database', path, '--head', head).status).toBe(0)
  expect(run('--database', path, '--head', `3:${'0'.repeat(64)}`)).toMatchObject({
    status: 1,
    said: expect.stringContaining('Row 3 has another hash than the noted one.'),
  })
})

test('the command fails and names the first broken row', async () => {
  const path = await storeWithEntries()
  const file = openDatabase(path)
  await sql`drop trigger audit_rows_2026_11_no_update`.execute(file)
  await sql`update audit_rows_2026_11 set object_id = 'nobody' where number = 2`.execute(file)
  await file.destroy()

  expect(run('--database', path)).toMatchObject({
    status: 1,
    said: expect.stringContaining('BROKEN          Row 2 was altered'),
  })
})

test('where there is no state store the command makes none', () => {
  const path = join(dataFolder(), 'elsewhere.db')

  expect(run('--database', path)).toMatchObject({ status: 1, said: expect.stringContaining('There is no state store') })
})
