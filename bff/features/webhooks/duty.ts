import { setTimeout as pause } from 'node:timers/promises'
import { instantOf } from '#shared/contract/instant.ts'
import { type Lease, LeaseLost } from '../../changes/lease.ts'
import { type AddressDeps, addressEvents } from './address.ts'
import { mostAgeMs, restAfter } from './patience.ts'
import { beginTry, endTry, isTooOld, nextDue } from './queue.ts'
import { type Outcome, send } from './send.ts'
import { forgetBefore, giveUpWaiting } from './store.ts'
import type { DeclaredWebhook } from './webhook.ts'

export interface DutyDeps extends AddressDeps {
  readonly webhooks: readonly DeclaredWebhook[]
  /** How the console calls itself to receivers. */
  readonly agent: string
  /** Tells browsers that deliveries have changed. */
  readonly publish: () => Promise<void>
  /** Counts a try. */
  readonly count: (webhook: string, outcome: Outcome) => void
}

/** Milliseconds between two looks for something to do. */
const lookMs = 250
/** How long what has ended is kept, and how often what is older is dropped; in milliseconds. */
const keptMs = 30 * 86_400_000
const forgetMs = 3_600_000
/** How often what has waited too long is given up, in milliseconds. */
const giveUpMs = 60_000
/** Milliseconds for which a webhook may be missing in the configuration: copies that restart one after the other differ for a while. */
const missingMs = 3_600_000

/**
 * Tells webhooks what happened, for all copies of the console, as long as the lease is held. Each webhook has a lane of its own: what one
 * does not take keeps no other waiting.
 */
export async function tellWebhooks(deps: DutyDeps, lease: Lease): Promise<void> {
  const { database, webhooks } = deps
  const { signal } = lease
  await Promise.all([
    again(deps, signal, 'addressing events to webhooks', lookMs, async () => {
      if (await addressEvents(deps, webhooks)) await deps.publish()
    }),
    again(deps, signal, 'forgetting old deliveries', forgetMs, async () => {
      await forgetBefore(database, instantOf(Date.now() - keptMs))
    }),
    again(deps, signal, 'giving up old deliveries', giveUpMs, () => giveUpOld(deps)),
    ...webhooks.map((webhook) => {
      const lane = laneOf(deps, lease, webhook)
      return again(deps, signal, `telling ${webhook.name}`, lookMs, lane)
    }),
  ])
}

/** Does something again and again until the signal fires; what goes wrong is told, and does not end it. */
async function again(
  { warn }: DutyDeps,
  signal: AbortSignal,
  doing: string,
  everyMs: number,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    await work().catch((error: unknown) => {
      signal.throwIfAborted()
      if (error instanceof LeaseLost) throw error
      warn(error, doing)
    })
    await pause(everyMs, undefined, { signal })
  }
}

/** Gives up what nobody is to be told of any more, whether or not its time to be tried has come. */
async function giveUpOld({ database, webhooks, publish }: DutyDeps): Promise<void> {
  const names = webhooks.map(({ name }) => name)
  const now = Date.now()
  const limits = { before: instantOf(now - mostAgeMs), othersBefore: instantOf(now - missingMs) }
  if (await giveUpWaiting(database, names, limits)) await publish()
}

/** Delivers what is due to one webhook, one after the other; after a failure it is let alone for a while, but for what a person waits for. */
function laneOf(deps: DutyDeps, lease: Lease, webhook: DeclaredWebhook): () => Promise<void> {
  const { database, agent, publish, count } = deps
  let failures = 0
  let restsUntil = 0
  return async () => {
    for (;;) {
      lease.signal.throwIfAborted()
      const due = await nextDue(database, webhook.name, Date.now() < restsUntil)
      if (!due) return
      if (isTooOld(due)) {
        await giveUpOld(deps)
        continue
      }
      await beginTry(database, lease, due)
      const outcome = await send(webhook, { id: due.event_id, body: due.body }, agent, lease.signal)
      await endTry(database, due, outcome)
      count(webhook.name, outcome)
      const isThere = outcome.result === 'taken' || outcome.result === 'gone'
      failures = isThere ? 0 : failures + 1
      restsUntil = isThere ? 0 : Date.now() + restAfter(failures, outcome.waitMs)
      await publish()
    }
  }
}
