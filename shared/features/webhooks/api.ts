import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Cursor, pageOf } from '../../contract/page.ts'
import { Delivery, DeliveryState, Webhook, WebhookName } from './model.ts'

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/webhooks',
  permission: 'webhooks:read',
  summary: 'Every webhook of the configuration and how it fares, by name',
  response: z.object({ webhooks: z.array(Webhook) }),
})

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/webhooks/deliveries',
  permission: 'webhooks:read',
  summary: 'What was told to webhooks, or waits to be, newest first; kept for 30 days',
  query: z.object({
    webhook: WebhookName.optional(),
    state: DeliveryState.optional(),
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: pageOf(Delivery),
})

export const sendAgain = endpoint({
  method: 'POST',
  path: '/webhooks/deliveries/:number/again',
  permission: 'webhooks:write',
  summary: 'Sends a delivery again, or now where it waits; under the id that it had',
  params: z.object({ number: z.coerce.number().int().positive().max(1_000_000_000) }),
  response: Delivery,
})

export const testWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/:name/test',
  permission: 'webhooks:write',
  summary: 'Sends an event of type `test`; one that is still on its way is sent now instead of another',
  params: z.object({ name: WebhookName }),
  response: Delivery,
})
