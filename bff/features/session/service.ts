import { gives } from '#shared/access/may.ts'
import { permissions } from '#shared/access/permission.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Session } from '#shared/features/session/api.ts'
import { type Accounts, accountsIn } from '../../store/accounts.ts'
import type { Database } from '../../store/database.ts'
import { hashPassword, isPassword } from '../../store/password.ts'
import { record } from '../../audit/audit.ts'
import type { Doer, Whereabouts } from '../../audit/doer.ts'
import { recordOnceAMinute } from '../../audit/refusals.ts'
import type { Account } from '../../http/actor.ts'
import type { SessionCookie } from '../../http/session-cookie.ts'
import { type Sessions, sessionsIn } from './store.ts'
import type { Throttle } from './throttle.ts'

export interface SessionDeps {
  readonly database: Database
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
  from: Whereabouts,
  session: SessionCookie,
): Promise<Session> {
  const account = await prove(deps, name, password, { name: null, from })
  if (session.token !== undefined) await deps.sessions.end(session.token)

  const now = Date.now()
  await deps.sessions.sweep(now)
  const expires = now + deps.sessionMs
  const token = await deps.database.transaction().execute(async (transaction) => {
    const begun = await sessionsIn(transaction).begin(name, now, expires)
    await record(transaction, { event: 'session-opened', by: { name, from }, object: { kind: 'user', id: name } })
    return begun
  })
  session.set(token, new Date(expires))
  return sessionOf(account, deps.version)
}

/** Ends the session. */
export async function signOut({ database }: SessionDeps, actor: Doer, session: SessionCookie): Promise<void> {
  const { token } = session
  if (token !== undefined) {
    await database.transaction().execute(async (transaction) => {
      await sessionsIn(transaction).end(token)
      await record(transaction, { event: 'session-closed', by: actor, object: { kind: 'user', id: actor.name ?? '' } })
    })
  }
  session.clear()
}

/** Sets a new password and ends the other sessions. Throws `wrong-credentials`, `too-many-tries`. */
export async function changePassword(
  deps: SessionDeps,
  actor: Doer & { readonly name: string },
  { current, next }: { current: string; next: string },
  session: SessionCookie,
): Promise<void> {
  const { name } = actor
  await prove(deps, name, current, actor)
  const hash = await hashPassword(next)
  await deps.database.transaction().execute(async (transaction) => {
    await accountsIn(transaction).setPassword(name, hash)
    await sessionsIn(transaction).endAll(name, session.token)
    await record(transaction, { event: 'password-changed', by: actor, object: { kind: 'user', id: name } })
  })
}

/** What a session shows of its account. */
export const sessionOf = ({ name, bindings }: Account, version: string): Session => ({
  name,
  bindings: [...bindings],
  permissions: permissions.filter((permission) => bindings.some((binding) => gives(binding, permission))),
  version,
})

async function prove(deps: SessionDeps, name: string, password: string, by: Doer): Promise<Account> {
  const attempt = await deps.throttle.count(name, by.from?.address ?? '', Date.now()).catch(async (error: unknown) => {
    await recordOnceAMinute(deps.database, { ...(await refused(deps, name, by)), event: 'session-throttled' })
    throw error
  })
  const known = await isPassword(password, await deps.accounts.passwordOf(name))
  const account = known ? await deps.accounts.find(name) : undefined
  if (!account) {
    await record(deps.database, { ...(await refused(deps, name, by)), event: 'session-refused' })
    throw new Problem('wrong-credentials')
  }
  await attempt.forgive()
  return account
}

/** Of somebody who did not know the password. A name that nobody has is not kept: it may be a password in the wrong field. */
async function refused({ accounts }: SessionDeps, name: string, by: Doer) {
  const isKnown = (await accounts.find(name)) !== undefined
  return { by, object: { kind: 'user', id: isKnown ? name : '' }, result: 'refused' } as const
}
