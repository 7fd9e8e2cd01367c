import { createHash, randomBytes } from 'node:crypto'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Database } from '../../store/database.ts'

type Tables = {
  session: { token_hash: string; user_name: string; created_at: string; expires_at: string }
  user: { name: string; disabled: number }
}

/** Running sessions. A token is known to its browser alone; here lies its hash. */
export interface Sessions {
  /** Begins a session and tells its token, which cannot be asked for again. */
  begin(userName: string, nowMs: number, expiresMs: number): Promise<string>
  /** The name behind a token, unless its session has ended or the account is disabled. */
  nameBehind(token: string, nowMs: number): Promise<string | undefined>
  end(token: string): Promise<void>
  /** Ends every session of an account but one. */
  endAll(userName: string, except?: string): Promise<void>
  /** Forgets the sessions that have run out. */
  sweep(nowMs: number): Promise<void>
}

export function sessionsIn(database: Database): Sessions {
  const db = database.withTables<Tables>()
  return {
    async begin(userName, nowMs, expiresMs) {
      const token = randomBytes(32).toString('base64url')
      const times = { created_at: instantOf(nowMs), expires_at: instantOf(expiresMs) }
      await db
        .insertInto('session')
        .values({ token_hash: hashOf(token), user_name: userName, ...times })
        .execute()
      return token
    },
    async nameBehind(token, nowMs) {
      const row = await db
        .selectFrom('session')
        .innerJoin('user', 'user.name', 'session.user_name')
        .select('user.name')
        .where('session.token_hash', '=', hashOf(token))
        .where('session.expires_at', '>', instantOf(nowMs))
        .where('user.disabled', '=', 0)
        .executeTakeFirst()
      return row?.name
    },
    async end(token) {
      await db.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute()
    },
    async endAll(userName, except) {
      const all = db.deleteFrom('session').where('user_name', '=', userName)
      await (except === undefined ? all : all.where('token_hash', '!=', hashOf(except))).execute()
    },
    async sweep(nowMs) {
      const now: Instant = instantOf(nowMs)
      await db.deleteFrom('session').where('expires_at', '<=', now).execute()
    },
  }
}

/** A token has 256 random bits: a plain hash of it cannot be guessed back. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
