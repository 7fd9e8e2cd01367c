import { Counter, Gauge, type Registry } from 'prom-client'
import { epochMs } from '#shared/contract/instant.ts'
import type { Outcome } from './send.ts'
import { waitsNow } from './store.ts'
import type { WebhookDatabase } from './tables.ts'
import type { DeclaredWebhook } from './webhook.ts'

type Waits = Awaited<ReturnType<typeof waitsNow>>

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
  // Gauges are collected together: they share one look.
  let looking: Promise<Waits> | undefined
  const look = () => (looking ??= waitsNow(database).finally(() => (looking = undefined)))
  const gauge = (name: string, help: string, valueOf: (waits: ReturnType<Waits['get']>) => number) => {
    const own = new Gauge({
      name,
      help,
      labelNames: ['webhook'],
      registers: [registry],
      async collect() {
        const waits = await look()
        for (const { name: webhook } of webhooks) own.set({ webhook }, valueOf(waits.get(webhook)))
      },
    })
  }
  gauge(
    'meshdeck_webhook_waiting',
    'Deliveries to a webhook that are still to be made.',
    (waits) => waits?.waiting ?? 0,
  )
  gauge(
    'meshdeck_webhook_oldest_waiting_seconds',
    'How long the oldest of them has waited; 0 where none does.',
    (waits) => (waits ? (Date.now() - epochMs(waits.oldest)) / 1000 : 0),
  )
  return (webhook, { result }) => tries.inc({ webhook, result })
}
