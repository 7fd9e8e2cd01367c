import type { Generated, Kysely } from 'kysely'
import type { LeaseRow, WebhookEventRow } from '../../changes/tables.ts'

/**
 * One event on its way to one webhook; see the migration `webhooks.ts`. `body` is what is signed and sent. `since`: from when its age
 * counts; `next_at`: not tried before; `tries` and what follows are of the present course: sending it again begins another. `by_hand` is
 * 1 where a person waits for it, until it was tried; `resent` is 1 where a person began the present course. Instants are ISO texts.
 */
export type DeliveryRow = {
  number: Generated<number>
  webhook: string
  event_id: string
  type: string
  subject: string
  body: string
  at: string
  state: string
  by_hand: number
  resent: number
  since: string
  next_at: string
  tries: number
  tried_at: string | null
  result: string | null
  status: number | null
  source: string | null
  /** When it was first not taken. */
  failing_since: string | null
}

export type WebhookTables = {
  webhook_event: WebhookEventRow
  webhook_delivery: DeliveryRow
  lease: LeaseRow
}

export type WebhookDatabase = Kysely<WebhookTables>
