import { randomUUID } from 'node:crypto'
import { Problem } from '#shared/contract/problem.ts'
import type { Delivery, Webhook } from '#shared/features/webhooks/model.ts'
import { record } from '../../audit/audit.ts'
import type { Actor } from '../../http/actor.ts'
import { testBody } from './address.ts'
import { addDelivery, deliverNow, deliveryOf, findDelivery, standingOf, waitingTest } from './store.ts'
import type { WebhookDatabase, WebhookTables } from './tables.ts'
import type { DeclaredWebhook } from './webhook.ts'

export interface WebhookDeps {
  readonly database: WebhookDatabase
  readonly webhooks: readonly DeclaredWebhook[]
  /** Tells browsers that deliveries have changed. */
  readonly publish: () => Promise<void>
}

/** Every webhook of the configuration and how it fares, by name. */
export const webhooksNow = ({ database, webhooks }: WebhookDeps): Promise<Webhook[]> =>
  Promise.all(
    webhooks
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map(async ({ name, url, events, secrets }) => {
        const { waiting, failingSince, last } = await standingOf(database, name)
        return {
          name,
          address: url.origin,
          events: [...events],
          secrets: secrets.length,
          waiting,
          ...(failingSince === undefined ? {} : { failingSince }),
          ...(last ? { last: withoutBody(last) } : {}),
        }
      }),
  )

const withoutBody = ({ body: _, ...rest }: Delivery): Omit<Delivery, 'body'> => rest

/** Has a test sent; one that is still on its way is sent now instead of another. Throws `not-found`. */
export async function sendTest(deps: WebhookDeps, name: string, actor: Actor): Promise<Delivery> {
  demandDeclared(deps, name)
  const made = await deps.database.transaction().execute(async (transaction) => {
    const waiting = await waitingTest(transaction, name)
    const id = waiting?.id ?? `msg_${randomUUID()}`
    if (waiting) await deliverNow(transaction, waiting)
    else {
      const body = testBody(id, name, actor.name)
      await addDelivery(transaction, name, { id, type: 'test', subject: id, body }, true)
    }
    const delivery = await deliveryOf(transaction, name, id)
    await note(transaction, 'webhook-tested', actor, delivery)
    return delivery
  })
  await deps.publish()
  return made
}

/** Has a delivery sent again, or now where it waits, under its own id. Throws `not-found`, also where its webhook is configured no more. */
export async function sendAgain(deps: WebhookDeps, number: number, actor: Actor): Promise<Delivery> {
  const made = await deps.database.transaction().execute(async (transaction) => {
    const delivery = await findDelivery(transaction, number)
    if (!delivery) throw new Problem('not-found', { params: { noun: 'delivery', id: String(number) }, field: 'number' })
    demandDeclared(deps, delivery.webhook)
    await deliverNow(transaction, delivery)
    await note(transaction, 'webhook-sent-again', actor, delivery)
    return deliveryOf(transaction, delivery.webhook, delivery.id)
  })
  await deps.publish()
  return made
}

function demandDeclared({ webhooks }: WebhookDeps, name: string): void {
  if (webhooks.some((webhook) => webhook.name === name)) return
  throw new Problem('not-found', { params: { noun: 'webhook', id: name }, field: 'name' })
}

async function note(
  transaction: WebhookDatabase,
  event: 'webhook-tested' | 'webhook-sent-again',
  by: Actor,
  { webhook, id, type, subject, state }: Delivery,
): Promise<void> {
  const details = event === 'webhook-tested' ? { event: id } : { event: id, type, subject, before: state }
  await record<WebhookTables>(transaction, { event, by, object: { kind: 'webhook', id: webhook }, details })
}
