import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { ChangeTables } from './tables.ts'

/** A right that only one holder in all copies of the console has at a time. */
export interface Lease {
  readonly name: string
  /** Grows with every holder; a row written under an older one is refused. */
  readonly fence: number
  /** Fires when the lease was lost or the engine stops: then nothing more may be written. */
  readonly signal: AbortSignal
}

/** Milliseconds that a lease outlives a holder that died; a living one renews it three times as often. */
const leaseMs = 6000
const tryAgainMs = 10

type Leases = Kysely<ChangeTables>

/**
 * Runs work under a lease and gives it back. Waits at most `waitMs` for another holder; undefined when it still holds then.
 * `signal` ends the waiting and, through the lease's own signal, the work.
 */
export async function withLease<Result>(
  database: Leases,
  name: string,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  work: (lease: Lease) => Promise<Result>,
): Promise<{ result: Result } | undefined> {
  const holder = randomUUID()
  const fence = await acquire(database, name, holder, { waitMs, signal })
  if (fence === undefined) return undefined

  const lost = new AbortController()
  const renewal = setInterval(() => {
    renew(database, name, fence).then(
      (kept) => kept || lost.abort(),
      () => lost.abort(),
    )
  }, leaseMs / 3)
  try {
    return { result: await work({ name, fence, signal: AbortSignal.any([signal, lost.signal]) }) }
  } finally {
    clearInterval(renewal)
    // A database that cannot be reached lets the lease run out by itself.
    await release(database, name, fence).catch(() => undefined)
  }
}

async function acquire(
  database: Leases,
  name: string,
  holder: string,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<number | undefined> {
  const deadline = Date.now() + waitMs
  for (;;) {
    signal.throwIfAborted()
    const fence = await take(database, name, holder)
    if (fence !== undefined || Date.now() >= deadline) return fence
    await pause(tryAgainMs, undefined, { signal })
  }
}

/** Takes the lease where nobody holds it; its fence, or undefined. */
async function take(database: Leases, name: string, holder: string): Promise<number | undefined> {
  const now = Date.now()
  const row = await database
    .insertInto('lease')
    .values({ name, holder, fence: 1, expires_at: now + leaseMs })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((update) => ({
          holder,
          fence: update('lease.fence', '+', 1),
          expires_at: now + leaseMs,
        }))
        .where('lease.expires_at', '<=', now),
    )
    .returning('fence')
    .executeTakeFirst()
  return row?.fence
}

async function renew(database: Leases, name: string, fence: number): Promise<boolean> {
  const { numUpdatedRows } = await held(database, name, fence, Date.now() + leaseMs)
  return numUpdatedRows === 1n
}

const release = (database: Leases, name: string, fence: number) => held(database, name, fence, 0)

const held = (database: Leases, name: string, fence: number, expiresAt: number) =>
  database
    .updateTable('lease')
    .set({ expires_at: expiresAt })
    .where('name', '=', name)
    .where('fence', '=', fence)
    .executeTakeFirstOrThrow()
