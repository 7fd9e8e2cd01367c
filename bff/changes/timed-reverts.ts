import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { type ChangeRequest, TimedRevert } from '#shared/features/changes/model.ts'
import type { Reason } from '#shared/features/changes/review.ts'
import { inTransaction } from '../store/in-transaction.ts'
import { idOf, numberOf } from './change-id.ts'
import { findChange } from './change-store.ts'
import type { Changes } from './tables.ts'
import { tellTimedRevert } from './tell-outside.ts'

/** States in which the inverse of a request is still to be run. */
const pending = ['waiting', 'failed']

/** Milliseconds until a request that is under another one is looked at again, where that one's end has not called it before. */
const coveredPauseMs = 30_000

/** Milliseconds until a failed inverse is tried again: twice as long after every failure. */
const failedPauseMs = (tries: number): number => Math.min(1000 * 2 ** tries, 300_000)

/** Sets the clock of a request of which something was written, within the transaction that ends its writing. */
export async function armTimer(transaction: Changes, { id, revertAt }: ChangeRequest): Promise<void> {
  if (revertAt === undefined) return
  await transaction
    .insertInto('timed_revert')
    .values({
      change_number: numberOf(id),
      at: revertAt,
      state: 'waiting',
      next_at: revertAt,
      tries: 0,
      revert_number: null,
      why: '[]',
      since: null,
    })
    // It was gone on with after a part of it was written: that clock runs already.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Requests whose inverse is due, the oldest first; one whose inverse is being written is left to that. */
export async function dueTimers(database: Changes): Promise<string[]> {
  const rows = await database
    .selectFrom('timed_revert')
    .leftJoin('change_request', 'change_request.number', 'timed_revert.revert_number')
    .select('change_number')
    .where('timed_revert.state', 'in', pending)
    .where('next_at', '<=', instantOf(Date.now()))
    .where((row) => row.or([row('change_request.state', 'is', null), row('change_request.state', '!=', 'applying')]))
    .orderBy('at')
    .orderBy('change_number')
    .execute()
  return rows.map((row) => idOf(row.change_number))
}

/** Milliseconds for which an end that somebody asks for is left to whoever carries it out for them; then it is due like any other. */
const ownTryMs = 5000

/** Ends a request now that would end later; the caller runs its inverse. False when there is none to come. */
export async function endEarly(database: Changes, id: string): Promise<boolean> {
  const now = instantOf(Date.now())
  const { numUpdatedRows } = await pendingTimer(database, id)
    .set((row) => ({
      // A person who ends what has ended by itself changes nothing about when that was.
      at: row.case().when('at', '<', now).then(row.ref('at')).else(now).end(),
      next_at: instantOf(Date.now() + ownTryMs),
    }))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/**
 * Notes the request that runs an inverse, and what that leaves to others; within the transaction that keeps the new request. False when
 * somebody else runs it, so that it is not run twice.
 */
export async function beginRevert(
  transaction: Changes,
  { id, timedRevert }: ChangeRequest,
  revert: string,
  left: readonly Reason[],
): Promise<boolean> {
  const before = timedRevert?.change === undefined ? null : numberOf(timedRevert.change)
  const { numUpdatedRows } = await pendingTimer(transaction, id)
    .set({ revert_number: numberOf(revert), why: JSON.stringify(left) })
    .where('revert_number', 'is', before)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Ends an inverse of which nothing is left to write: all of it is back, or the rest belongs to others. `by` asked for its end, if anybody did. */
export const endTimer = (database: Changes, id: string, left: readonly Reason[], by: string | null): Promise<void> =>
  inTransaction(database, async (transaction) => {
    const { numUpdatedRows } = await pendingTimer(transaction, id)
      .set({
        state: left.length > 0 ? 'partly' : 'done',
        why: JSON.stringify(left),
        since: left.length > 0 ? instantOf(Date.now()) : null,
      })
      .executeTakeFirstOrThrow()
    const ended = numUpdatedRows > 0n ? await findChange(transaction, id) : undefined
    if (ended) await tellTimedRevert(transaction, ended, by)
    await callCovered(transaction)
  })

/** Has those looked at now whose time came before and that wait under a later change: it may be the one that has just ended. */
async function callCovered(database: Changes): Promise<void> {
  const now = instantOf(Date.now())
  await database
    .updateTable('timed_revert')
    .set({ next_at: now })
    .where('state', '=', 'waiting')
    .where('at', '<=', now)
    .where('next_at', '>', now)
    .execute()
}

/** Puts an inverse off that is under a later change. */
export async function holdTimer(database: Changes, id: string, why: readonly Reason[]): Promise<void> {
  await pendingTimer(database, id)
    .set({ state: 'waiting', next_at: instantOf(Date.now() + coveredPauseMs), why: JSON.stringify(why), since: null })
    .execute()
}

/** Says what became of the inverse that a request ran, within the transaction that ends its writing. */
export async function settleTimer(
  transaction: Changes,
  { id, author, reverts }: ChangeRequest,
  problems: readonly Reason[],
): Promise<void> {
  if (reverts === undefined) return
  const timer = await transaction
    .selectFrom('timed_revert')
    .select(['revert_number', 'why'])
    .where('change_number', '=', numberOf(reverts))
    .where('state', 'in', pending)
    .executeTakeFirst()
  if (!timer) return
  const isByItself = timer.revert_number === numberOf(id)
  if (problems.length > 0) return isByItself ? failTimer(transaction, reverts, problems) : undefined

  // By hand it goes back as a whole or not at all.
  const rest = isByItself ? TimedRevert.shape.why.parse(JSON.parse(timer.why)) : []
  await pendingTimer(transaction, reverts)
    .set({ revert_number: numberOf(id) })
    .execute()
  return rest.some(isCovered) ? holdTimer(transaction, reverts, rest) : endTimer(transaction, reverts, rest, author)
}

/** Whether a reason passes by itself: when the later change ends. */
const isCovered = ({ code }: Reason): boolean => code === 'revert-covered'

/** Has an inverse that could not be run tried again, later with every failure. */
export async function failTimer(database: Changes, id: string, why: readonly Reason[]): Promise<void> {
  const timer = await database
    .selectFrom('timed_revert')
    .select(['tries', 'state', 'why', 'since'])
    .where('change_number', '=', numberOf(id))
    .executeTakeFirst()
  const tries = timer?.tries ?? 0
  // A try that fails as the one before is no news to whoever has seen that.
  const isNews = timer?.state !== 'failed' || timer.why !== JSON.stringify(why)
  await pendingTimer(database, id)
    .set({
      state: 'failed',
      tries: tries + 1,
      next_at: instantOf(Date.now() + failedPauseMs(tries)),
      why: JSON.stringify(why),
      since: isNews ? instantOf(Date.now()) : timer.since,
    })
    .execute()
}

/** When the next inverse is due; undefined while none is to come. */
export async function nextDue(database: Changes): Promise<Instant | undefined> {
  const row = await database
    .selectFrom('timed_revert')
    .select((select) => select.fn.min('next_at').as('at'))
    .where('state', 'in', pending)
    .executeTakeFirst()
  return row?.at ?? undefined
}

const pendingTimer = (database: Changes, id: string) =>
  database.updateTable('timed_revert').where('change_number', '=', numberOf(id)).where('state', 'in', pending)
