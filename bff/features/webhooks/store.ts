import type { Selectable } from 'kysely'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Page } from '#shared/contract/page.ts'
import { Delivery, type DeliveryState } from '#shared/features/webhooks/model.ts'
import type { DeliveryRow, WebhookDatabase } from './tables.ts'

/** Notes that a webhook is to be told of an event; once. `byHand`: a person waits for it. */
export async function addDelivery(
  database: WebhookDatabase,
  webhook: string,
  { id, type, subject, body }: { id: string; type: string; subject: string; body: string },
  byHand = false,
): Promise<void> {
  const now = instantOf(Date.now())
  await database
    .insertInto('webhook_delivery')
    .values({
      webhook,
      event_id: id,
      type,
      subject,
      body,
      at: now,
      by_hand: byHand ? 1 : 0,
      resent: 0,
      ...newCourse(now),
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'webhook']).doNothing())
    .execute()
}

/** Columns of a delivery that is to be tried from now on as if it never was. */
const newCourse = (now: Instant) => ({
  state: 'waiting' satisfies DeliveryState,
  since: now,
  next_at: now,
  tries: 0,
  tried_at: null,
  result: null,
  status: null,
  source: null,
  failing_since: null,
})

/** One delivery; undefined where there is none, or no more. */
export async function findDelivery(database: WebhookDatabase, number: number): Promise<Delivery | undefined> {
  const row = await database.selectFrom('webhook_delivery').selectAll().where('number', '=', number).executeTakeFirst()
  return row && fromRow(row)
}

/** The test of a webhook that is still on its way. */
export async function waitingTest(database: WebhookDatabase, webhook: string): Promise<Delivery | undefined> {
  const row = await database
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting')
    .where('type', '=', 'test')
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function deliveryOf(database: WebhookDatabase, webhook: string, id: string): Promise<Delivery> {
  const row = await database
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook', '=', webhook)
    .where('event_id', '=', id)
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Has one delivered now: one that waits goes on and keeps its place after that try, one that was ended begins anew outside the order. */
export async function deliverNow(database: WebhookDatabase, { number, state }: Delivery): Promise<void> {
  const now = instantOf(Date.now())
  await database
    .updateTable('webhook_delivery')
    .set({ ...(state === 'waiting' ? { next_at: now } : { ...newCourse(now), resent: 1 }), by_hand: 1 })
    .where('number', '=', number)
    .execute()
}

/** Deliveries, newest first. `cursor` is the number of the last one that was read. */
export async function deliveries(
  database: WebhookDatabase,
  filter: { webhook?: string | undefined; state?: DeliveryState | undefined },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Delivery>> {
  let all = database.selectFrom('webhook_delivery')
  if (filter.webhook !== undefined) all = all.where('webhook', '=', filter.webhook)
  if (filter.state !== undefined) all = all.where('state', '=', filter.state)
  const rest = cursor === undefined ? all : all.where('number', '<', Number(cursor))
  const rows = await rest
    .selectAll()
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const { total } = await all.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const items = rows.slice(0, limit).map(fromRow)
  const last = items.at(-1)
  return { items, total, ...(rows.length > limit && last ? { next: String(last.number) } : {}) }
}

/** How a webhook fares: how much waits and since when, since when nothing is taken, and what was tried last. */
export async function standingOf(
  database: WebhookDatabase,
  webhook: string,
): Promise<{ waiting: number; oldest?: Instant; failingSince?: Instant; last?: Delivery }> {
  const own = database.selectFrom('webhook_delivery').where('webhook', '=', webhook)
  const [waits, lastTaken, lastTried] = await Promise.all([
    own
      .where('state', '=', 'waiting')
      .select((row) => [row.fn.countAll<number>().as('count'), row.fn.min('since').as('oldest')])
      .executeTakeFirstOrThrow(),
    own
      .where('result', '=', 'taken')
      .select((row) => row.fn.max('tried_at').as('at'))
      .executeTakeFirstOrThrow(),
    own.where('tried_at', 'is not', null).selectAll().orderBy('tried_at', 'desc').limit(1).executeTakeFirst(),
  ])
  const failing = await own
    .where('tried_at', '>', lastTaken.at ?? '')
    .select((row) => row.fn.min('failing_since').as('since'))
    .executeTakeFirstOrThrow()
  return {
    waiting: waits.count,
    ...(waits.oldest === null ? {} : { oldest: waits.oldest }),
    ...(failing.since === null ? {} : { failingSince: failing.since }),
    ...(lastTried ? { last: fromRow(lastTried) } : {}),
  }
}

/** How much waits for each webhook for which anything does, and since when. */
export async function waitsNow(database: WebhookDatabase): Promise<Map<string, { waiting: number; oldest: Instant }>> {
  const rows = await database
    .selectFrom('webhook_delivery')
    .where('state', '=', 'waiting')
    .groupBy('webhook')
    .select((row) => ['webhook', row.fn.countAll<number>().as('waiting'), row.fn.min('since').as('oldest')])
    .execute()
  return new Map(rows.map(({ webhook, ...waits }) => [webhook, waits]))
}

/**
 * Gives up what has waited since before a time, and since before another what waits for webhooks that are not named: they are configured
 * no more, or not yet by the copy of the console that asks. True where there was any.
 */
export async function giveUpWaiting(
  database: WebhookDatabase,
  names: readonly string[],
  { before, othersBefore }: { before: Instant; othersBefore: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('webhook_delivery')
    .set({ state: 'given-up' satisfies DeliveryState })
    .where('state', '=', 'waiting')
    .where((row) => {
      const isOthers = names.length > 0 ? [row('webhook', 'not in', names)] : []
      return row.or([row('since', '<=', before), row.and([row('since', '<=', othersBefore), ...isOthers])])
    })
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Drops what ended before a time, and the events that were addressed before it. */
export async function forgetBefore(database: WebhookDatabase, before: Instant): Promise<void> {
  await database.deleteFrom('webhook_delivery').where('state', '!=', 'waiting').where('at', '<', before).execute()
  await database.deleteFrom('webhook_event').where('addressed', '=', 1).where('at', '<', before).execute()
}

const fromRow = (row: Selectable<DeliveryRow>): Delivery => ({
  number: row.number,
  webhook: row.webhook,
  id: row.event_id,
  type: Delivery.shape.type.parse(row.type),
  ...(row.type === 'test' ? {} : { subject: row.subject }),
  state: Delivery.shape.state.parse(row.state),
  tries: {
    count: row.tries,
    ...(row.tried_at === null
      ? {}
      : {
          last: {
            at: row.tried_at,
            ...(row.result === null
              ? {}
              : { result: Delivery.shape.tries.shape.last.unwrap().shape.result.parse(row.result) }),
            ...(row.status === null ? {} : { status: row.status }),
            ...(row.source === null ? {} : { source: row.source }),
          },
        }),
    ...(row.state === 'waiting' ? { nextAt: row.next_at } : {}),
  },
  at: row.at,
  body: row.body,
})
