import type { Selectable } from 'kysely'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { DeliveryState } from '#shared/features/webhooks/model.ts'
import { LeaseLost, type TakenLease } from '../../changes/lease.ts'
import { mostAgeMs, mostTries, pauseAfter } from './patience.ts'
import type { Outcome } from './send.ts'
import type { DeliveryRow, WebhookDatabase } from './tables.ts'

/** A delivery whose turn it is. */
export type Due = Selectable<DeliveryRow>

/**
 * The delivery of a webhook whose time came first: of those that a person waits for where there is one, and of the others, unless `byHand`
 * asks for the former alone, one before which nothing of the same change or policy waits. What was sent again by hand waits for nothing
 * earlier and keeps nothing later waiting.
 */
export const nextDue = async (database: WebhookDatabase, webhook: string, byHand: boolean): Promise<Due | undefined> =>
  (await dueOf(database, webhook, 1)) ?? (byHand ? undefined : await dueOf(database, webhook, 0))

const dueOf = (database: WebhookDatabase, webhook: string, byHand: 0 | 1): Promise<Due | undefined> =>
  database
    .selectFrom('webhook_delivery as own')
    .selectAll()
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', instantOf(Date.now()))
    .where('by_hand', '=', byHand)
    .where((row) =>
      row.or([
        row('by_hand', '=', 1),
        row('resent', '=', 1),
        row.not(
          row.exists(
            row
              .selectFrom('webhook_delivery as earlier')
              .select('earlier.number')
              .whereRef('earlier.webhook', '=', 'own.webhook')
              .whereRef('earlier.subject', '=', 'own.subject')
              .whereRef('earlier.number', '<', 'own.number')
              .where('earlier.state', '=', 'waiting')
              .where('earlier.resent', '=', 0),
          ),
        ),
      ]),
    )
    // What has failed before goes behind what has not.
    .orderBy('next_at')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()

/** Notes that a delivery is tried now: a console that ends in the middle of it has tried it all the same. Throws `LeaseLost` for a holder of the past. */
export async function beginTry(database: WebhookDatabase, lease: TakenLease, { number }: Due): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('webhook_delivery')
    .set((row) => ({
      tries: row('tries', '+', 1),
      tried_at: instantOf(Date.now()),
      result: null,
      status: null,
      source: null,
    }))
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('lease').select('name').where('name', '=', lease.name).where('fence', '=', lease.fence)),
    )
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new LeaseLost()
}

/** Whether a delivery has waited so long that nobody is to be told of it any more. */
export const isTooOld = ({ since }: Due): boolean => Date.now() - epochMs(since) >= mostAgeMs

/** Keeps what a try came to, and when the next one is where there is one. */
export async function endTry(
  database: WebhookDatabase,
  due: Due,
  { result, status, source, waitMs }: Outcome,
): Promise<void> {
  const { number, tries, failing_since } = due
  const now = Date.now()
  const taken = result === 'taken'
  const isOver = result === 'gone' || tries + 1 >= mostTries || isTooOld(due)
  const state: DeliveryState = taken ? 'delivered' : isOver ? 'given-up' : 'waiting'
  await database
    .updateTable('webhook_delivery')
    .set({
      state,
      result,
      status: status ?? null,
      source: source ?? null,
      next_at: instantOf(now + pauseAfter(tries + 1, waitMs)),
      by_hand: 0,
      failing_since: taken ? null : (failing_since ?? instantOf(now)),
    })
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .execute()
}
