import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Database } from '../../store/database.ts'

type Tables = { sign_in_attempt: { subject: string; at: string } }

const windowMs = 15 * 60_000

/** Failed tries that a name and an address have in 15 minutes. Many people may share an address. */
export const triesPerName = 10
export const triesPerAddress = 50

/** Slows the guessing of passwords, across all copies of the console. */
export interface Throttle {
  /** Counts a try before its outcome is known, so that guesses at the same time count, too. Throws `too-many-tries`. */
  count(name: string, address: string, nowMs: number): Promise<void>
  /** Forgets the tries of a name after it was proven. */
  forgive(name: string): Promise<void>
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
        const subjects = { [subjectOf.name(name)]: triesPerName, [subjectOf.address(address)]: triesPerAddress }
        for (const [subject, allowed] of Object.entries(subjects)) {
          const tries = db
            .selectFrom('sign_in_attempt')
            .select('at')
            .where('subject', '=', subject)
            .orderBy('at', 'desc')
          const { at } =
            (await tries
              .offset(allowed - 1)
              .limit(1)
              .executeTakeFirst()) ?? {}
          if (at === undefined) continue
          const seconds = Math.max(1, Math.ceil((epochMs(at) + windowMs - nowMs) / 1000))
          throw new Problem('too-many-tries', { params: { seconds } })
        }
        const rows = Object.keys(subjects).map((subject) => ({ subject, at: instantOf(nowMs) }))
        await db.insertInto('sign_in_attempt').values(rows).execute()
      }),
    async forgive(name) {
      const db = database.withTables<Tables>()
      await db.deleteFrom('sign_in_attempt').where('subject', '=', subjectOf.name(name)).execute()
    },
  }
}

const subjectOf = {
  name: (name: string) => `name ${name}`,
  address: (address: string) => `address ${address}`,
}
