import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeProposal, ChangeRequest, ChangeState } from '#shared/features/changes/model.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Actor } from '../../http/actor.ts'
import { noteChange } from '../audit.ts'
import { numberOf } from '../change-id.ts'
import { type Beside, moveChange } from '../change-progress.ts'
import { insertSteps } from '../change-store.ts'
import { type CheckedEdit, type Wish, checkEdits } from '../check.ts'
import { demandWriting } from '../permission.ts'
import { type Pipeline, currentChange, goneAuthorOf, refsOf } from '../pipeline.ts'
import { type ChangeEvent, after } from '../state.ts'
import { refuseUnfit, requestOf } from '../submission.ts'
import type { Changes } from '../tables.ts'
import { tellReviewAsked } from '../tell-outside.ts'
import { movedMeanwhile, told } from './acting.ts'
import { demandEvent } from './may.ts'
import { givesBack, wishOf } from './standing.ts'

/** An edit of a request. `revision` is the request's own, as the editor saw it. */
export type Edit = ChangeProposal & { revision: number }

/** A round that is about to begin. */
interface Beginning {
  actor: Actor
  change: ChangeRequest
  event: ChangeEvent
  /** See `goneAuthorOf`. */
  gone: string | undefined
}

/** How an edit is called in each state that allows one. */
export const editEventIn = (state: ChangeState): ChangeEvent =>
  (['resubmit', 'review-again', 'edit'] as const).find((event) => after(state, event) !== undefined) ?? 'edit'

/** New rounds of a request: what was approved before counts no more, and what is asked of it is asked anew. */
export function newRounds(pipeline: Pipeline) {
  const { database, kinds } = pipeline

  async function begin(
    { actor, change, event, gone }: Beginning,
    proposal: ChangeProposal,
    wish: Wish,
    signal?: AbortSignal,
  ): Promise<ChangeRequest> {
    const checked = await checkEdits(pipeline, wish, signal)
    refuseUnfit(checked)
    const round = await database.transaction().execute(async (transaction) => {
      const seen = await currentChange(transaction, change.id)
      demandEvent({ kinds, actor, change: seen, event, gone })
      if (seen.revision !== change.revision) throw movedMeanwhile(seen)
      const author = seen.author === gone ? actor.name : seen.author
      await moveChange(transaction, seen, event, roundOf({ actor, author }, seen, proposal, checked))
      await replaceSteps(transaction, await currentChange(transaction, change.id))
      await passUnreviewed(transaction, await currentChange(transaction, change.id))
      const now = await currentChange(transaction, change.id)
      const former = seen.author === author ? undefined : seen.author
      await tellReviewAsked(transaction, now, actor.name)
      await noteChange(transaction, 'change-edited', now, actor, { details: { before: seen.hash, former } })
      return now
    })
    return told(pipeline, round)
  }

  /** The steps of a request that has never begun to write. */
  async function replaceSteps(transaction: Changes, { id, edits }: ChangeRequest): Promise<void> {
    const number = numberOf(id)
    await transaction.deleteFrom('change_step').where('change_number', '=', number).execute()
    await insertSteps(transaction, number, edits, (kind) => kinds.get(kind)?.rank ?? 0)
  }

  return {
    /**
     * Replaces what a request asks for; whoever does contributes to it, and takes it over from an author who is gone. Throws as a proposal does, and `change-moved`,
     * `revert-not-editable`, `author-only`, `act-not-now`.
     */
    async edit(
      actor: Actor,
      id: string,
      { revision, ...proposal }: Edit,
      signal?: AbortSignal,
    ): Promise<ChangeRequest> {
      const change = await currentChange(database, id)
      const event = editEventIn(change.state)
      const gone = await goneAuthorOf(pipeline, change)
      demandEvent({ kinds, actor, change, event, gone })
      if (await givesBack(database, change)) throw new Problem('revert-not-editable', { params: { id } })
      if (change.revision !== revision) throw movedMeanwhile(change)
      demandWriting(actor, kinds, refsOf(proposal))
      const { edits, revertAt } = proposal
      const wish = { author: change.author, actor, edits, revertAt, request: id }
      return begin({ actor, change, event, gone }, proposal, wish, signal)
    },

    /** Puts a suspended request, as it is, before its reviewers again. Throws `conflict` where a base has moved: then it needs an edit. */
    async reviewAgain(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest> {
      const change = await currentChange(database, id)
      const event = 'review-again'
      const gone = await goneAuthorOf(pipeline, change)
      demandEvent({ kinds, actor, change, event, gone })
      const wish = await wishOf(database, change)
      const { title, reason } = change
      return begin(
        { actor, change, event, gone },
        { title, reason, edits: [...wish.edits], revertAt: wish.revertAt },
        wish,
        signal,
      )
    },
  }
}

/** What a new round keeps: the proposal as it was checked, who wrote it by now, and nothing of what was said or planned before. */
function roundOf(
  { actor, author }: { actor: Actor; author: string },
  change: ChangeRequest,
  proposal: ChangeProposal,
  checked: readonly CheckedEdit[],
): Beside {
  const { mesh, title, reason, hash, edits, findings, needs, revertAt } = requestOf(author, proposal, checked)
  const contributors = [...new Set([...change.contributors, actor.name])]
  return {
    mesh,
    author,
    title,
    reason,
    hash,
    edits: JSON.stringify(edits),
    findings: JSON.stringify(findings),
    revert_at: revertAt ?? null,
    round: change.round + 1,
    round_at: instantOf(Date.now()),
    needs: JSON.stringify(needs),
    contributors: JSON.stringify(contributors),
    requested_reviewers: JSON.stringify(change.requestedReviewers.filter((name) => !contributors.includes(name))),
    scheduled_for: null,
    zone: null,
    scheduled_by: null,
    break_glass: null,
    waits_for: null,
  }
}

/** What no environment asks a review of any more needs none. */
async function passUnreviewed(transaction: Changes, change: ChangeRequest): Promise<void> {
  if (change.needs.length === 0) await moveChange(transaction, change, 'submit-unreviewed')
}
