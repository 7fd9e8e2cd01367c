import { randomUUID } from 'node:crypto'
import { instantOf } from '#shared/contract/instant.ts'
import { type ChangeRequest, type Proof, consoleItself } from '#shared/features/changes/model.ts'
import type { WebhookEventType } from '#shared/features/webhooks/event.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { acceptedRevision } from './accepted.ts'
import type { Changes } from './tables.ts'

/** Something that webhooks are told of, as far as it is known when it happens. */
interface Told {
  type: WebhookEventType
  /** What tells it from another of its type. */
  which: string
  /** The change or the policy in whose order it is delivered. */
  subject: string
  actor: string | null
  data: Record<string, unknown> & { policies: PolicyRef[] }
}

/** Writes down what the outside is to be told, in the transaction of what happened; once, however often it is called. */
async function tell(transaction: Changes, { type, which, subject, actor, data }: Told): Promise<void> {
  await transaction
    .insertInto('webhook_event')
    .values({
      id: `msg_${randomUUID()}`,
      key: `${type} ${which}`,
      type,
      subject,
      actor: actor === consoleItself ? null : actor,
      data: JSON.stringify(data),
      at: instantOf(Date.now()),
      addressed: 0,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Tells that a round of a change waits for reviewers, where it does; `by` began it. */
export async function tellReviewAsked(transaction: Changes, change: ChangeRequest, by: string): Promise<void> {
  const { id, round, state, needs, requestedReviewers } = change
  if (state !== 'in_review') return
  const asked = needs.map(({ environment, approvals, role }) => ({ environment, approvals, role }))
  await tell(transaction, {
    type: 'review.asked',
    which: `${id} ${round}`,
    subject: id,
    actor: by,
    data: { ...named(change), review: { needs: asked, requestedReviewers } },
  })
}

/** Tells that all of a change was written, where it was. */
export async function tellApplied(transaction: Changes, change: ChangeRequest): Promise<void> {
  const { id, author, state, round, reviews, breakGlass, revertAt } = change
  if (state !== 'applied') return
  const approvals = reviews.filter((review) => review.verdict === 'approve' && review.round === round)
  await tell(transaction, {
    type: 'change.applied',
    which: id,
    subject: id,
    actor: author,
    data: {
      ...named(change),
      applied: { approvedBy: approvals.map(({ by }) => by), breakGlass: breakGlass !== undefined, revertAt },
    },
  })
}

/** Reasons for which less than all is proven and nobody needs to know. */
const unremarkable: ReadonlySet<string> = new Set(['proof-superseded', 'proof-disabled'])

/**
 * Tells that a change was not shown to be in force: `isOver` when nothing more is waited for, or some instances have not taken it though
 * they should have by now.
 */
export async function tellUnproven(
  transaction: Changes,
  change: ChangeRequest,
  { level, why, instances }: Proof,
  isOver: boolean,
): Promise<void> {
  if (!why || level === 'observed' || unremarkable.has(why.code)) return
  if (!isOver && why.code !== 'proof-deadline') return
  const readable = instances.filter(({ state }) => state !== 'unread')
  const live = readable.filter(({ state }) => state === 'holds').length
  const { id, author } = change
  await tell(transaction, {
    type: 'change.unproven',
    which: id,
    subject: id,
    actor: author,
    data: { ...named(change), proof: { level, why: why.code, live, readable: readable.length } },
  })
}

/** Tells that others have made of a policy what was not accepted; nothing where they gave back what was, or nothing ever was. */
export async function tellDrift(transaction: Changes, ref: PolicyRef, found: { number: number; content: string }) {
  const accepted = await acceptedRevision(transaction, ref)
  if (!accepted || accepted.content === found.content) return
  const policy = policyKey(ref)
  await tell(transaction, {
    type: 'drift.found',
    which: `${policy} ${found.number}`,
    subject: policy,
    actor: null,
    data: { policies: [ref], drift: { accepted: accepted.number, found: found.number } },
  })
}

/** Tells that a change that was to end by itself has ended; `by` asked for that, where a person did. */
export async function tellTimedRevert(transaction: Changes, change: ChangeRequest, by: string | null): Promise<void> {
  const { id, timedRevert } = change
  if (timedRevert?.state !== 'done' && timedRevert?.state !== 'partly') return
  await tell(transaction, {
    type: 'timed_revert.done',
    which: id,
    subject: id,
    actor: by,
    data: { ...named(change), timedRevert: { outcome: timedRevert.state, change: timedRevert.change } },
  })
}

/** A change by what names it and its policies: nothing of what they say. */
const named = ({ id, title, author, round, reverts, edits }: ChangeRequest) => ({
  change: { id, title, author, round, reverts },
  policies: edits.map(({ ref }) => ref),
})
