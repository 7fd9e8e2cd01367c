import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { accountsIn } from '../../store/accounts.ts'
import { openDatabase } from '../../store/database.ts'
import { migrate } from '../../store/migrate.ts'
import { migrations } from '../../store/migrations/migrations.ts'
import { isPassword } from '../../store/password.ts'
import { makeFirstAdministrator } from './first-administrator.ts'

async function emptyConsole() {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-'))
  const database = openDatabase(join(folder, 'state.db'))
  onTestFinished(async () => {
    await database.destroy()
    await rm(folder, { recursive: true })
  })
  await migrate(database, migrations)
  return { database, accounts: accountsIn(database) }
}

const first = { name: 'admin', password: 'correct horse battery' }

test('an empty console gets its first administrator, whose password is kept as a hash', async () => {
  const { database, accounts } = await emptyConsole()

  expect(await makeFirstAdministrator(database, first)).toBe(true)

  expect(await accounts.administrators()).toEqual(['admin'])
  const hash = await accounts.passwordOf('admin')
  expect(hash).toMatch(/^scrypt:32768:8:3:/)
  expect(await isPassword(first.password, hash)).toBe(true)
  expect(await isPassword('correct horse batterie', hash)).toBe(false)
})

test('a later start changes nothing, even with another password in the configuration', async () => {
  const { database, accounts } = await emptyConsole()
  await makeFirstAdministrator(database, first)

  expect(await makeFirstAdministrator(database, { ...first, password: 'something else entirely' })).toBe(false)

  expect(await isPassword(first.password, await accounts.passwordOf('admin'))).toBe(true)
})

test('an account that is no administrator is not made one behind its back', async () => {
  const { database, accounts } = await emptyConsole()
  const user = { name: 'admin', disabled: false, bindings: [], createdAt: '2026-11-20T12:00:00.000Z', revision: 1 }
  await accounts.add(user, 'scrypt:1024:8:1:c2FsdA:a2V5')

  await expect(makeFirstAdministrator(database, first)).rejects.toThrow('the name admin is taken')
})
