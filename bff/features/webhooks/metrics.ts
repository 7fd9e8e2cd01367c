import { Counter, Gauge, type Registry } from 'prom-client'
import { epochMs } from '#shared/contract/instant.ts'
import type { Outcome } from './send.ts'
import { standingOf } from './store.ts'
import type { WebhookDatabase } from './tables.ts'
import type { DeclaredWebhook } from './webhook.ts'

type Standing = Awaited<ReturnType<typeof standingOf>>

/**
 * Counts the tries of this copy of the console, and tells for all copies how much waits and since when. Answers what counts a try.
 */
export function watchWebhooks(
  registry: Registry,
  database: WebhookDatabase,
  webhooks: readonly DeclaredWebhook[],
): (webhook: string, outcome: Outcome) => void {
  const tries = new Counter({
    name: 'meshdeck_webhook_tries_total',
    help: 'Tries to deliver to a webhook, by what they came to.',
    labelNames: ['webhook', 'result'],
    registers: [registry],
  })
  const gauge = (name: string, help: string, valueOf: (standing: Standing) => number) => {
    const own = new Gauge({
      name,
      help,
      labelNames: ['webhook'],
      registers: [registry],
      async collect() {
        for (const webhook of webhooks) {
          own.set({ webhook: webhook.name }, valueOf(await standingOf(database, webhook.name)))
        }
      },
    })
  }
  gauge('meshdeck_webhook_waiting', 'Deliveries to a webhook that are still to be made.', ({ waiting }) => waiting)
  gauge(
    'meshdeck_webhook_oldest_waiting_seconds',
    'How long the oldest of them has waited; 0 where none does.',
    ({ oldest }) => (oldest === undefined ? 0 : (Date.now() - epochMs(oldest)) / 1000),
  )
  return (webhook, { result }) => tries.inc({ webhook, result })
}
