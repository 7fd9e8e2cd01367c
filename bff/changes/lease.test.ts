import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import { withLease } from './lease.ts'
import type { ChangeTables } from './tables.ts'

const forever = new AbortController().signal
const patient = { waitMs: 5000, signal: forever }
const impatient = { waitMs: 0, signal: forever }

async function emptyDatabase() {
  const database = openDatabase(':memory:')
  onTestFinished(() => database.destroy())
  await migrate(database, migrations)
  return database.withTables<ChangeTables>()
}

test('work under one lease runs one after the other, each under a higher fence', async () => {
  const database = await emptyDatabase()
  let inside = 0
  const fences: number[] = []

  await Promise.all(
    Array.from({ length: 8 }, () =>
      withLease(database, 'writes:one', patient, async ({ fence }) => {
        expect((inside += 1)).toBe(1)
        await pause(2)
        fences.push(fence)
        inside -= 1
      }),
    ),
  )

  expect(fences).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('who does not want to wait is turned away, and other leases are free', async () => {
  const database = await emptyDatabase()

  const held = await withLease(database, 'writes:one', patient, async () => ({
    same: await withLease(database, 'writes:one', impatient, () => Promise.resolve('in')),
    other: await withLease(database, 'writes:two', impatient, () => Promise.resolve('in')),
  }))

  expect(held?.result).toEqual({ same: undefined, other: { result: 'in' } })
})

test('a holder that died is followed by the next one, and what it wrote under the old fence can be told', async () => {
  const database = await emptyDatabase()
  await database
    .insertInto('lease')
    .values({ name: 'writes:one', holder: 'a process that was killed', fence: 41, expires_at: Date.now() + 100 })
    .execute()

  const taken = await withLease(database, 'writes:one', patient, ({ fence }) => Promise.resolve(fence))

  expect(taken?.result).toBe(42)
})

test('work that fails gives its lease back', async () => {
  const database = await emptyDatabase()
  const failing = withLease(database, 'writes:one', patient, () => Promise.reject(new Error('no')))

  await expect(failing).rejects.toThrow('no')
  expect(await withLease(database, 'writes:one', impatient, () => Promise.resolve('in'))).toEqual({ result: 'in' })
})
