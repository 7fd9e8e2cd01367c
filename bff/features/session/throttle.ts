import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Database } from '../../store/database.ts'

type Tables = { sign_in_attempt: { id: string; subject: string; at: string } }

const windowMs = 15 * 60_000

/** Failed tries that a name and an address have in 15 minutes. Many people may share an address. */
export const triesPerName = 10
export const triesPerAddress = 50

/** Slows the guessing of passwords, across all copies of the console. */
export interface Throttle {
  /** Counts a try before its outcome is known, so that guesses at the same time count, too. Throws `too-many-tries`. */
  count(name: string, address: string, nowMs: number): Promise<Try>
}

/** A try under way. */
export interface Try {
  /** It was no guess: forgets it, and every earlier try of the name. */
  forgive(): Promise<void>
}

export function throttleIn(database: Database): Throttle {
  return {
    count: (name, address, nowMs) =>
      database.transaction().execute(async (transaction) => {
        const db = transaction.withTables<Tables>()
        await db
          .deleteFrom('sign_in_attempt')
          .where('at', '<=', instantOf(nowMs - windowMs))
          .execute()
        await refuseBeyond(db, triesPerName, subjectOf.name(name), nowMs)
        await refuseBeyond(db, triesPerAddress, subjectOf.address(address), nowMs)

        const [id, at] = [randomUUID(), instantOf(nowMs)]
        const subjects = [subjectOf.name(name), subjectOf.address(address)]
        await db
          .insertInto('sign_in_attempt')
          .values(subjects.map((subject) => ({ id, subject, at })))
          .execute()
        return { forgive: () => forget(database, id, subjectOf.name(name)) }
      }),
  }
}

/** The oldest of the tries that still count says when there is room for another one. */
async function refuseBeyond(db: Kysely<Tables>, allowed: number, subject: string, nowMs: number): Promise<void> {
  const newestFirst = db.selectFrom('sign_in_attempt').select('at').where('subject', '=', subject).orderBy('at', 'desc')
  const oldest = await newestFirst
    .offset(allowed - 1)
    .limit(1)
    .executeTakeFirst()
  if (!oldest) return
  const seconds = Math.max(1, Math.ceil((epochMs(oldest.at) + windowMs - nowMs) / 1000))
  throw new Problem('too-many-tries', { params: { seconds } })
}

async function forget(database: Database, id: string, subject: string): Promise<void> {
  const attempts = database.withTables<Tables>().deleteFrom('sign_in_attempt')
  await attempts.where((row) => row.or([row('id', '=', id), row('subject', '=', subject)])).execute()
}

const subjectOf = {
  name: (name: string) => `name ${name}`,
  address: (address: string) => `address ${address}`,
}
