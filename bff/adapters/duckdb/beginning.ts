import type { AnsweredRow } from './rows.ts'
import { type Sql, sql } from './sql.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Since when calls of meshes were recorded: the begin of the oldest record that is kept, so it survives restarts and follows what
 * expires. Times in which the collector was down later on are not known here: figures of such times are too low.
 */
export interface Beginnings {
  /** Asks for it, as one of the queries of a read. Once it is known, only what may be older is looked at. */
  query(mesh: string): Sql
  /** Microseconds since 1970 from the answer; undefined while there is no record. Throws `records-silent`. */
  of(mesh: string, rows: readonly AnsweredRow[]): Promise<number | undefined>
}

// Beyond every instant that the contract can say.
const never = 9_000_000_000_000_000

export function beginningsIn(store: Supervisor): Beginnings {
  const known = new Map<string, number>()

  const query = (mesh: string): Sql =>
    sql`SELECT min(at_us) AS at_us FROM call WHERE mesh = ${mesh} AND at_us <= ${known.get(mesh) ?? never}::BIGINT`

  async function of(mesh: string, rows: readonly AnsweredRow[]): Promise<number | undefined> {
    const micros = rows[0]?.['at_us'] ?? null
    if (micros !== null) {
      known.set(mesh, Number(micros))
      return Number(micros)
    }
    // What was known has expired, or there is nothing yet.
    if (!known.delete(mesh)) return undefined
    const [again = []] = await store.ask('read', { queries: [query(mesh)] })
    return of(mesh, again)
  }

  return { query, of }
}
