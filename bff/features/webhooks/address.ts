import { z } from 'zod'
import { instantOf } from '#shared/contract/instant.ts'
import { type Environment, environmentAt } from '#shared/features/environments/model.ts'
import { WebhookEvent } from '#shared/features/webhooks/event.ts'
import { PolicyRef } from '#shared/mesh/policy.ts'
import type { WebhookEventRow } from '../../changes/tables.ts'
import { changeUrl, policyUrl } from './links.ts'
import { addDelivery } from './store.ts'
import type { WebhookDatabase } from './tables.ts'
import type { DeclaredWebhook } from './webhook.ts'

export interface AddressDeps {
  readonly database: WebhookDatabase
  readonly environments: () => Promise<readonly Environment[]>
  /** Where people reach the console; undefined where that is not configured. */
  readonly consoleUrl: URL | undefined
  readonly warn: (error: unknown, doing: string) => void
}

/** Events that are addressed in one transaction. */
const mostAtOnce = 100

/**
 * Puts what happened among the deliveries of every webhook that wants it, in the order in which it happened; what none wants is done
 * with, and so is, with a warning, what cannot be read: it would keep all that came after it. True when there was something.
 */
export async function addressEvents(deps: AddressDeps, webhooks: readonly DeclaredWebhook[]): Promise<boolean> {
  const { database } = deps
  if (!(await isAnyWaiting(database))) return false
  const environments = await deps.environments()
  const unreadable = await database.transaction().execute(async (transaction) => {
    const found = new Array<{ event: Pick<WebhookEventRow, 'id' | 'type'>; error: unknown }>()
    const events = await transaction
      .selectFrom('webhook_event')
      .selectAll()
      .where('addressed', '=', 0)
      .orderBy('number')
      .limit(mostAtOnce)
      .execute()
    for (const event of events) {
      const concerned = webhooks.filter(({ events: wanted }) => wanted.some((type) => type === event.type))
      const written = concerned.length > 0 ? readBody(event, environments, deps.consoleUrl) : { body: '' }
      if ('error' in written) found.push({ event, error: written.error })
      else {
        const { id, type, subject } = event
        for (const { name } of concerned) await addDelivery(transaction, name, { id, type, subject, ...written })
      }
      await transaction.updateTable('webhook_event').set({ addressed: 1 }).where('number', '=', event.number).execute()
    }
    return found
  })
  for (const { event, error } of unreadable)
    deps.warn(error, `addressing ${event.type} ${event.id}: nobody is told of it`)
  return true
}

async function isAnyWaiting(database: WebhookDatabase): Promise<boolean> {
  const row = await database
    .selectFrom('webhook_event')
    .select('number')
    .where('addressed', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The body of an event, or why there is none. */
function readBody(...of: Parameters<typeof bodyOf>): { body: string } | { error: unknown } {
  try {
    return { body: bodyOf(...of) }
  } catch (error) {
    return { error }
  }
}

/** What was written down when it happened; the rest of it depends on the type, and is checked with the whole. */
const Data = z.looseObject({
  policies: z.array(PolicyRef),
  change: z.looseObject({ id: z.string() }).optional(),
})

/** What is signed and sent: what was written down, with where it is in the console and in which environments. */
function bodyOf(
  { id, type, at, actor, data }: Pick<WebhookEventRow, 'id' | 'type' | 'at' | 'actor' | 'data'>,
  environments: readonly Environment[],
  consoleUrl: URL | undefined,
): string {
  const { policies, change, ...rest } = Data.parse(JSON.parse(data))
  const event = WebhookEvent.parse({
    version: 1,
    id,
    type,
    timestamp: at,
    actor,
    data: {
      ...(change && { change: { ...change, ...(consoleUrl && { url: changeUrl(consoleUrl, change.id) }) } }),
      policies: policies.map((ref) => ({
        ...ref,
        environment: environmentAt(environments, ref)?.name ?? null,
        ...(consoleUrl && { url: policyUrl(consoleUrl, ref) }),
      })),
      ...rest,
    },
  })
  return JSON.stringify(event)
}

/** The body of a test. */
export const testBody = (id: string, webhook: string, actor: string): string =>
  JSON.stringify({
    version: 1,
    id,
    type: 'test',
    timestamp: instantOf(Date.now()),
    actor,
    data: { webhook },
  } satisfies WebhookEvent)
