import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Review } from '#shared/features/changes/review.ts'
import type { Actor } from '../../http/actor.ts'
import { noteChange } from '../audit.ts'
import { numberOf } from '../change-id.ts'
import { moveChange, updateChange } from '../change-progress.ts'
import { type Pipeline, currentChange } from '../pipeline.ts'
import type { Changes } from '../tables.ts'
import { cause, refuseOtherHash, told } from './acting.ts'
import { countsFor, demandEvent } from './may.ts'
import { isApproved } from './needs.ts'
import { whyNotStanding } from './standing.ts'

/** What people say of a request that is in review. */
export function reviewing(pipeline: Pipeline) {
  const { database, kinds } = pipeline

  /** Keeps an approval, and moves the request on where it was the last one that this round needed. */
  const approveKept = (actor: Actor, id: string, seen: string, comment: string): Promise<ChangeRequest> =>
    database.transaction().execute(async (transaction) => {
      const change = await currentChange(transaction, id)
      demandEvent({ kinds, actor, change, event: 'approve' })
      refuseOtherHash(change, seen)
      await keepReview(transaction, change, actor, {
        verdict: 'approve',
        comment,
        environments: countsFor(actor, change),
      })
      const counted = await currentChange(transaction, id)
      if (isApproved(counted)) await moveChange(transaction, counted, 'approve')
      else await updateChange(transaction, counted, {})
      const now = await currentChange(transaction, id)
      await noteChange(transaction, 'change-approved', now, actor, { details: { comment } })
      return now
    })

  /** Keeps a verdict that ends the round. */
  const turnDown = (actor: Actor, id: string, verdict: 'send-back' | 'reject', comment: string) =>
    cause(pipeline, actor, id, verdict, () => ({
      keep: (transaction, change) => keepReview(transaction, change, actor, { verdict, comment, environments: [] }),
      audit: verdict === 'reject' ? 'change-rejected' : 'change-sent-back',
      details: { comment },
    })).then((change) => told(pipeline, change))

  return {
    /**
     * Approves what the actor saw of a request, named by its hash. Throws `own-change`, `reviewer-role-missing`, `approved-before`,
     * `hash-moved`, `base-moved-since`, `payload-moved`, `check-failed`, `act-not-now`, `backend-*`.
     */
    async approve(
      actor: Actor,
      id: string,
      seen: string,
      comment: string,
      signal?: AbortSignal,
    ): Promise<ChangeRequest> {
      const change = await currentChange(database, id)
      demandEvent({ kinds, actor, change, event: 'approve' })
      refuseOtherHash(change, seen)
      const why = await whyNotStanding(pipeline, change, signal)
      if (why) throw why
      return told(pipeline, await approveKept(actor, id, seen, comment))
    },

    sendBack: (actor: Actor, id: string, comment: string) => turnDown(actor, id, 'send-back', comment),

    reject: (actor: Actor, id: string, comment: string) => turnDown(actor, id, 'reject', comment),

    withdraw: (actor: Actor, id: string) =>
      cause(pipeline, actor, id, 'withdraw', () => ({ audit: 'change-withdrawn' })).then((change) =>
        told(pipeline, change),
      ),

    /** Lets a request pass without the approvals that it needs, marked for ever. It is not applied by that alone. */
    breakGlass: (actor: Actor, id: string, seen: string, reason: string) =>
      cause(pipeline, actor, id, 'break-glass', (change) => {
        refuseOtherHash(change, seen)
        const mark = { by: actor.name, reason, at: instantOf(Date.now()) }
        return { beside: { break_glass: JSON.stringify(mark) }, audit: 'break-glass', details: { reason } }
      }).then((change) => told(pipeline, change)),
  }
}

async function keepReview(
  transaction: Changes,
  { id, round, hash }: ChangeRequest,
  { name }: Actor,
  { verdict, comment, environments }: Pick<Review, 'verdict' | 'comment' | 'environments'>,
): Promise<void> {
  const at: Instant = instantOf(Date.now())
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('change_review')
    .values({
      change_number: numberOf(id),
      round,
      hash,
      by_name: name,
      verdict,
      comment,
      environments: JSON.stringify(environments),
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) throw new Problem('approved-before', { params: { id } })
}
