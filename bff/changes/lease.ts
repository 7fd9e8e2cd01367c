import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Changes } from './tables.ts'

/** A right that only one holder in all copies of the console has at a time. */
export interface Lease {
  readonly name: string
  /** Grows with every holder; a row written under an older one is refused. */
  readonly fence: number
  /** Fires when the lease was lost or the engine stops: then nothing more may be written. */
  readonly signal: AbortSignal
}

/** What the holder of a lease does for all copies, until its signal fires. */
export type Duty = (lease: Lease) => Promise<void>

/** Thrown when somebody else holds the lease by now: they go on with the work, we have nothing more to say. */
export class LeaseLost extends Error {}

/** Milliseconds that a lease outlives a holder that died; a living one renews it three times as often. */
const leaseMs = 6000
const tryAgainMs = 10

/** A lease as it was taken; it runs out by itself unless `holdLease` renews it. */
export type TakenLease = Pick<Lease, 'name' | 'fence'>

/**
 * Runs work under a lease and gives it back. Waits at most `waitMs` for another holder; undefined when it still holds then.
 * `signal` ends the waiting and, through the lease's own signal, the work.
 */
export async function withLease<Result>(
  database: Changes,
  name: string,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  work: (lease: Lease) => Promise<Result>,
): Promise<{ result: Result } | undefined> {
  const deadline = Date.now() + waitMs
  for (;;) {
    signal.throwIfAborted()
    const taken = await takeLease(database, name)
    if (taken) return { result: await holdLease(database, taken, signal, work) }
    if (Date.now() >= deadline) return undefined
    await pause(tryAgainMs, undefined, { signal })
  }
}

/** Runs work under a lease that was just taken, renews it all the while, and gives it back. */
export async function holdLease<Result>(
  database: Changes,
  { name, fence }: TakenLease,
  signal: AbortSignal,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController()
  const lose = () => lost.abort(new LeaseLost())
  const renewal = setInterval(() => {
    renew(database, name, fence).then((kept) => kept || lose(), lose)
  }, leaseMs / 3)
  try {
    return await work({ name, fence, signal: AbortSignal.any([signal, lost.signal]) })
  } finally {
    clearInterval(renewal)
    // A database that cannot be reached lets the lease run out by itself.
    await release(database, { name, fence }).catch(() => undefined)
  }
}

/** Takes a lease where nobody holds it; undefined where somebody does. May be part of a transaction. */
export async function takeLease(database: Changes, name: string): Promise<TakenLease | undefined> {
  const now = Date.now()
  const holder = randomUUID()
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
  return row && { name, fence: row.fence }
}

async function renew(database: Changes, name: string, fence: number): Promise<boolean> {
  const { numUpdatedRows } = await held(database, name, fence, Date.now() + leaseMs)
  return numUpdatedRows === 1n
}

/** Gives a lease back. May be part of the transaction that ends its work, so that no crash leaves it behind; it may be given back twice. */
export async function release(database: Changes, { name, fence }: TakenLease): Promise<void> {
  await held(database, name, fence, 0)
}

const held = (database: Changes, name: string, fence: number, expiresAt: number) =>
  database
    .updateTable('lease')
    .set({ expires_at: expiresAt })
    .where('name', '=', name)
    .where('fence', '=', fence)
    .executeTakeFirstOrThrow()
