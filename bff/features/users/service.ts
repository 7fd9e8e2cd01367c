import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type * as api from '#shared/features/users/api.ts'
import type { User } from '#shared/features/users/model.ts'
import type { z } from 'zod'
import { type Accounts, isAdministrator } from '../../store/accounts.ts'
import { hashPassword } from '../../store/password.ts'

export interface UserDeps {
  readonly accounts: Accounts
  /** Ends every running session of an account. */
  readonly endSessions: (name: string) => Promise<void>
}

type NewUser = z.output<(typeof api.createUser)['body']>
type Update = z.output<(typeof api.updateUser)['body']>

/** Makes an account. Throws `already-exists`. */
export async function createUser({ accounts }: UserDeps, { password, ...rest }: NewUser): Promise<User> {
  const user: User = { ...rest, disabled: false, createdAt: instantOf(Date.now()), revision: 1 }
  if (await accounts.add(user, await hashPassword(password))) return user
  throw new Problem('already-exists', { params: { noun: 'user', id: user.name }, field: 'name' })
}

/** Sets bindings and whether the account may sign in. Throws `not-found`, `conflict`, `last-administrator`. */
export async function updateUser({ accounts, endSessions }: UserDeps, name: string, update: Update): Promise<User> {
  const before = await found(accounts, name)
  const after: User = { ...before, ...update, revision: update.revision + 1 }
  const others = (await accounts.administrators()).filter((administrator) => administrator !== name)
  if (isAdministrator(before) && !isAdministrator(after) && others.length === 0) throw new Problem('last-administrator')

  if (!(await accounts.replace(after))) throw new Problem('conflict', { theirs: await accounts.find(name) })
  if (after.disabled) await endSessions(name)
  return after
}

/** Gives an account a new password and ends its sessions. Throws `not-found`. */
export async function resetPassword(
  { accounts, endSessions }: UserDeps,
  name: string,
  password: string,
): Promise<void> {
  await found(accounts, name)
  await accounts.setPassword(name, await hashPassword(password))
  await endSessions(name)
}

async function found(accounts: Accounts, name: string): Promise<User> {
  const user = await accounts.find(name)
  if (user) return user
  throw new Problem('not-found', { params: { noun: 'user', id: name }, field: 'name' })
}
