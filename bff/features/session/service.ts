import { gives } from '#shared/access/may.ts'
import { permissions } from '#shared/access/permission.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Session } from '#shared/features/session/api.ts'
import type { Accounts } from '../../store/accounts.ts'
import { hashPassword, isPassword } from '../../store/password.ts'
import type { Account } from '../../http/actor.ts'
import type { SessionCookie } from '../../http/session-cookie.ts'
import type { Sessions } from './store.ts'
import type { Throttle } from './throttle.ts'

export interface SessionDeps {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly throttle: Throttle
  /** How long a session lasts, in milliseconds. */
  readonly sessionMs: number
  /** The console's own version. */
  readonly version: string
}

/** Begins a session for whoever knows the password. Throws `wrong-credentials`, `too-many-tries`. */
export async function signIn(
  deps: SessionDeps,
  { name, password }: { name: string; password: string },
  address: string,
  session: SessionCookie,
): Promise<Session> {
  const account = await prove(deps, name, password, address)
  if (session.token !== undefined) await deps.sessions.end(session.token)

  const now = Date.now()
  await deps.sessions.sweep(now)
  const expires = now + deps.sessionMs
  session.set(await deps.sessions.begin(name, now, expires), new Date(expires))
  return sessionOf(account, deps.version)
}

/** Sets a new password and ends the other sessions. Throws `wrong-credentials`, `too-many-tries`. */
export async function changePassword(
  deps: SessionDeps,
  name: string,
  { current, next }: { current: string; next: string },
  address: string,
  session: SessionCookie,
): Promise<void> {
  await prove(deps, name, current, address)
  await deps.accounts.setPassword(name, await hashPassword(next))
  await deps.sessions.endAll(name, session.token)
}

/** What a session shows of its account. */
export const sessionOf = ({ name, bindings }: Account, version: string): Session => ({
  name,
  bindings: [...bindings],
  permissions: permissions.filter((permission) => bindings.some((binding) => gives(binding, permission))),
  version,
})

async function prove(deps: SessionDeps, name: string, password: string, address: string): Promise<Account> {
  const attempt = await deps.throttle.count(name, address, Date.now())
  const known = await isPassword(password, await deps.accounts.passwordOf(name))
  const account = known ? await deps.accounts.find(name) : undefined
  if (!account) throw new Problem('wrong-credentials')
  await attempt.forgive()
  return account
}
