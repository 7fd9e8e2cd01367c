import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { AuditEvent } from '#shared/features/audit/model.ts'
import type * as api from '#shared/features/users/api.ts'
import type { User } from '#shared/features/users/model.ts'
import type { z } from 'zod'
import { hashOf, record } from '../../audit/audit.ts'
import type { Doer } from '../../audit/doer.ts'
import { type Accounts, accountsIn, isAdministrator } from '../../store/accounts.ts'
import type { Database } from '../../store/database.ts'
import { hashPassword } from '../../store/password.ts'

export interface UserDeps {
  readonly database: Database
  readonly accounts: Accounts
  /** Ends every running session of an account, within a transaction. */
  readonly endSessions: (transaction: Database, name: string) => Promise<void>
}

type NewUser = z.output<(typeof api.createUser)['body']>
type Update = z.output<(typeof api.updateUser)['body']>

/** Makes an account. Throws `already-exists`. */
export async function createUser({ database }: UserDeps, by: Doer, { password, ...rest }: NewUser): Promise<User> {
  const user: User = { ...rest, disabled: false, createdAt: instantOf(Date.now()), revision: 1 }
  const hash = await hashPassword(password)
  await database.transaction().execute(async (transaction) => {
    if (!(await accountsIn(transaction).add(user, hash)))
      throw new Problem('already-exists', { params: { noun: 'user', id: user.name }, field: 'name' })
    await record(transaction, { event: 'user-created', by, ...told(user.name, undefined, user) })
  })
  return user
}

/** Sets bindings and whether the account may sign in. Throws `not-found`, `conflict`, `last-administrator`. */
export const updateUser = (
  { database, endSessions }: UserDeps,
  by: Doer,
  name: string,
  update: Update,
): Promise<User> =>
  database.transaction().execute(async (transaction) => {
    const accounts = accountsIn(transaction)
    const before = await found(accounts, name)
    const after: User = { ...before, ...update, revision: update.revision + 1 }
    const others = (await accounts.administrators()).filter((administrator) => administrator !== name)
    if (isAdministrator(before) && !isAdministrator(after) && others.length === 0)
      throw new Problem('last-administrator')

    if (!(await accounts.replace(after))) throw new Problem('conflict', { theirs: before })
    if (after.disabled) await endSessions(transaction, name)
    await record(transaction, { event: eventOf(before, after), by, ...told(name, before, after) })
    return after
  })

/** Gives an account a new password and ends its sessions. Throws `not-found`. */
export async function resetPassword(
  { database, endSessions }: UserDeps,
  by: Doer,
  name: string,
  password: string,
): Promise<void> {
  const hash = await hashPassword(password)
  await database.transaction().execute(async (transaction) => {
    const accounts = accountsIn(transaction)
    await found(accounts, name)
    await accounts.setPassword(name, hash)
    await endSessions(transaction, name)
    await record(transaction, { event: 'password-reset', by, object: { kind: 'user', id: name } })
  })
}

async function found(accounts: Accounts, name: string): Promise<User> {
  const user = await accounts.find(name)
  if (user) return user
  throw new Problem('not-found', { params: { noun: 'user', id: name }, field: 'name' })
}

function eventOf(before: User, after: User): AuditEvent {
  if (before.disabled === after.disabled) return 'user-changed'
  return after.disabled ? 'user-disabled' : 'user-enabled'
}

/** What the audit log keeps of an account that was changed. */
function told(name: string, before: User | undefined, after: User) {
  const shown = (user: User) => ({ disabled: user.disabled, bindings: user.bindings })
  return {
    object: { kind: 'user', id: name },
    before: before && hashOf(shown(before)),
    after: hashOf(shown(after)),
    details: { before: before && shown(before), after: shown(after) },
  } as const
}
