import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { WebhookEventType } from './event.ts'

/** Names a webhook in the configuration and on the screen. */
export const WebhookName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export type WebhookName = z.infer<typeof WebhookName>

/** `waiting` to be sent, for the first time or again; `delivered`; `given-up`: too old, too often tried, or not wanted any more. */
export const DeliveryState = z.enum(['waiting', 'delivered', 'given-up'])
export type DeliveryState = z.infer<typeof DeliveryState>

/**
 * What a try came to. `taken`: answered with 2xx; `refused`: with any other status; `redirected`: pointed elsewhere, which is not
 * followed; `gone`: 410, it wants no more of it; `late`: no answer in time; `silent`: could not be reached.
 */
export const TryResult = z.enum(['taken', 'refused', 'redirected', 'gone', 'late', 'silent'])
export type TryResult = z.infer<typeof TryResult>

/** How often it was tried to deliver something, and what came of the last time. */
export const Tries = z.object({
  /** Since it was to be sent, or to be sent again. */
  count: z.int().nonnegative(),
  last: z
    .object({
      at: Instant,
      /** Absent while it is being tried, or where the console ended in the middle of it. */
      result: TryResult.optional(),
      status: z.int().optional(),
      /** The receiver's own words, or the network's, where it was not taken; the beginning of them. */
      source: z.string().optional(),
    })
    .optional(),
  /** When it is tried again; absent where it is not. */
  nextAt: Instant.optional(),
})
export type Tries = z.infer<typeof Tries>

/** One event on its way to one webhook. */
export const Delivery = z.object({
  number: z.int().positive(),
  webhook: z.string(),
  /** As `webhook-id`. */
  id: z.string(),
  type: z.union([WebhookEventType, z.literal('test')]),
  /** The change, or the policy as `mesh/namespace/service/kind/name`, in whose order it is delivered; a test has none. */
  subject: z.string().optional(),
  state: DeliveryState,
  tries: Tries,
  /** When it was written down for delivery. */
  at: Instant,
  /** The body that is signed and sent: JSON of a `WebhookEvent`. */
  body: z.string(),
})
export type Delivery = z.infer<typeof Delivery>

/** A webhook and how it fares. */
export const Webhook = z.object({
  name: WebhookName,
  /** Scheme, host and port: what follows in the address may be a secret. */
  address: z.string(),
  events: z.array(WebhookEventType),
  /** How many signatures each request carries: more than one while its secret is being replaced. */
  secrets: z.int().positive(),
  /** Deliveries that are still to be made. */
  waiting: z.int().nonnegative(),
  /** Since when nothing was taken though it was tried; absent where the last try was taken, or nothing was tried yet. */
  failingSince: Instant.optional(),
  /** The last delivery that was tried. */
  last: Delivery.omit({ body: true }).optional(),
})
export type Webhook = z.infer<typeof Webhook>
