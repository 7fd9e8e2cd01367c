import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest, ChangeStep } from '#shared/features/changes/model.ts'
import type { Reason } from '#shared/features/changes/review.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import { noteChange } from './audit.ts'
import { numberOf } from './change-id.ts'
import { moveChange } from './change-progress.ts'
import { findChange } from './change-store.ts'
import { type Pipeline, announce, currentChange } from './pipeline.ts'
import type { Submit } from './proposing.ts'
import { type RevertPlan, planRevert } from './revert-plan.ts'
import { findingOf, restOf } from './reverting.ts'
import { cause, movedMeanwhile, told } from './review/acting.ts'
import { addComment } from './review/comments.ts'
import { demandEvent } from './review/may.ts'
import { conflictWith } from './submission.ts'
import type { Changes } from './tables.ts'
import { endTimer } from './timed-reverts.ts'

/**
 * Takes the written part of a partly applied request back, by a request of its own that needs no review: it gives back what stood there
 * before, and neither a review nor a freeze keeps half a change in place. What others changed since is left to them and told; where that
 * is all, the request is ended with those reasons by whoever says so.
 */
export function undoing(pipeline: Pipeline, submit: Submit) {
  const { database, kinds } = pipeline

  /** Nothing of it is in the mesh any more: it is undone without a write. */
  async function finish(actor: Actor, id: string): Promise<ChangeRequest> {
    await database.transaction().execute(async (transaction) => {
      await begin(transaction, { kinds, actor, id }, [])
      await settle(transaction, await currentChange(transaction, id), [])
    })
    return told(pipeline, await currentChange(database, id))
  }

  return {
    async undo(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest> {
      const change = await currentChange(database, id)
      demandEvent({ kinds, actor, change, event: 'undo' })
      const plan = await planRevert(pipeline, change, instantOf(Date.now()), signal)
      const rest = restOf(plan)
      if (plan.edits.length === 0) {
        if (rest.length === 0) return finish(actor, id)
        throw conflictWith('', plan.left[0]?.theirs, rest.map(findingOf))
      }
      const { title } = change
      const beside = (transaction: Changes) => begin(transaction, { kinds, actor, id }, rest)
      const proposal = { title, reason: '', edits: plan.edits, reverts: id }
      await submit({ author: actor.name, actor, proposal, back: 'by-itself', beside }, signal)
      const undone = await currentChange(database, id)
      await announce(pipeline, undone)
      return undone
    },

    /** What can be taken back is never left: half a change stays only where others have made it theirs. */
    async leave(actor: Actor, id: string, comment: string, signal?: AbortSignal): Promise<ChangeRequest> {
      const seen = await currentChange(database, id)
      demandEvent({ kinds, actor, change: seen, event: 'leave' })
      const { edits, covered, left } = await planRevert(pipeline, seen, instantOf(Date.now()), signal)
      if (edits.length + covered.length > 0 || left.length === 0) throw new Problem('undo-first', { params: { id } })
      const change = await cause(pipeline, actor, id, 'leave', (now) => {
        if (now.revision !== seen.revision) throw movedMeanwhile(now)
        return {
          beside: { waits_for: waitsFor(left.map(({ why }) => why)) },
          keep: async (transaction) => {
            await markLeft(transaction, now, left)
            await addComment(transaction, actor, now, { text: comment })
            // All that it wrote belongs to others: there is nothing left to end.
            await endTimer(transaction, id, [], actor.name)
          },
          audit: 'change-left',
          details: { comment, left: left.map(({ ref, why }) => ({ policy: policyKey(ref), why: why.code })) },
        }
      })
      return told(pipeline, change)
    },
  }
}

/** Says of each written policy why it was left, beside its step. */
async function markLeft(transaction: Changes, { id }: ChangeRequest, left: RevertPlan['left']): Promise<void> {
  for (const { ref, why } of left) {
    await transaction
      .updateTable('change_step')
      .set({ problem: JSON.stringify({ code: why.code, params: why.params }), inverse: null })
      .where('change_number', '=', numberOf(id))
      .where('policy', '=', policyKey(ref))
      .where('state', '=', 'written')
      .execute()
  }
}

/** Moves a request on to be undone, within the transaction that keeps its inverse or ends the undoing; what is left to others waits beside it. */
async function begin(
  transaction: Changes,
  { kinds, actor, id }: { kinds: Pipeline['kinds']; actor: Actor; id: string },
  left: ReturnType<typeof restOf>,
): Promise<void> {
  const change = await currentChange(transaction, id)
  demandEvent({ kinds, actor, change, event: 'undo' })
  await moveChange(transaction, change, 'undo', { waits_for: waitsFor(left.map(({ why }) => why)) })
  await noteChange(transaction, 'change-undone', await currentChange(transaction, id), actor)
}

/** Says what became of a request that is being undone, within the transaction that ends the writing of its inverse. */
export async function settleUndo(
  transaction: Changes,
  { reverts }: ChangeRequest,
  steps: readonly ChangeStep[],
): Promise<void> {
  const origin = reverts === undefined ? undefined : await findChange(transaction, reverts)
  if (!origin) return
  const problems = steps.flatMap(({ problem }) => problem ?? [])
  if (origin.state === 'reverting') return settle(transaction, origin, problems)
  // The rest of an inverse that had failed before is written by now.
  if (origin.state !== 'partially_applied' || problems.length > 0) return
  await moveChange(transaction, origin, 'undo')
  await settle(transaction, await currentChange(transaction, origin.id), [])
}

/** Ends an undoing: all is back, or some of it was left to others or could not be written. */
async function settle(transaction: Changes, origin: ChangeRequest, problems: readonly Reason[]): Promise<void> {
  // What it waited for is over where nothing of it is left.
  const isLeft = origin.steps.some(({ state }) => state === 'written')
  const [left] = [...problems, ...(isLeft && origin.waitsFor ? [origin.waitsFor] : [])]
  const isWhole = left === undefined
  await moveChange(transaction, origin, isWhole ? 'inverse-written' : 'inverse-partly-written', {
    waits_for: isWhole ? null : waitsFor([left]),
  })
}

const waitsFor = ([first]: readonly Reason[]): string | null =>
  first ? JSON.stringify({ code: first.code, params: first.params, at: instantOf(Date.now()) }) : null

/** Marks that a policy of a request that is being undone is back as it was, within the transaction that records the write. */
export async function markUndone(transaction: Changes, { reverts }: ChangeRequest, ref: PolicyRef): Promise<void> {
  if (reverts === undefined) return
  await transaction
    .updateTable('change_step')
    .set({ state: 'undone', at: instantOf(Date.now()), inverse: null })
    .where('change_number', '=', numberOf(reverts))
    .where('policy', '=', policyKey(ref))
    .where('state', '=', 'written')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('change_request')
          .select('number')
          .where('number', '=', numberOf(reverts))
          .where('state', 'in', ['reverting', 'partially_applied']),
      ),
    )
    .execute()
}
