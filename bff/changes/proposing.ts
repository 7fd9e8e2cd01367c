import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { ChangeProposal, ChangeRequest } from '#shared/features/changes/model.ts'
import type { WaitsFor } from '#shared/features/changes/review.ts'
import type { Actor } from '../http/actor.ts'
import { noteChange } from './audit.ts'
import { insertChange } from './change-store.ts'
import { type Wish, checkEdits } from './check.ts'
import { keepDraft } from './drafts.ts'
import { freezeOver } from './freeze.ts'
import { demandWriting } from './permission.ts'
import { type Pipeline, announce, refsOf } from './pipeline.ts'
import { type Running, outcomeOf } from './running.ts'
import { type Proposed, refuseOthersWork, refuseUnfit, requestOf, submittedState } from './submission.ts'
import type { Changes } from './tables.ts'
import { tellReviewAsked } from './tell-outside.ts'

/** How a request is kept and written; `beside` is part of the transaction that keeps it. */
export interface Submission {
  /** Whose it is; with `actor` that person's name. */
  author: string
  /** Who asks; absent where the console does by itself. */
  actor?: Actor | undefined
  proposal: Proposed
  back?: Wish['back']
  beside?: (transaction: Changes, id: string) => Promise<void>
}

/** Keeps a proposal and writes it where it may be written at once; as it stands then, whatever came of it. */
export type Submit = (submission: Submission, signal?: AbortSignal) => Promise<ChangeRequest>

export function proposing(pipeline: Pipeline, { take, run }: Running) {
  const { database, kinds } = pipeline

  /** Checks a proposal and keeps it; where it may be written at once and nobody else writes, with the lease for it and its first step. */
  async function keep({ author, actor, proposal, back, beside }: Submission, signal?: AbortSignal) {
    const { edits, revertAt } = proposal
    const checked = await checkEdits(pipeline, { author, actor, edits, revertAt, back }, signal)
    // What ends by itself was approved with its end, and stood there before: only somebody else's work stops it.
    const isApproved = back === 'by-itself'
    if (isApproved) refuseOthersWork(checked)
    else refuseUnfit(checked)
    const submitted = submittedState(checked, isApproved)
    const frozen = submitted === 'applying' && !isApproved && actor ? await freezeNow(actor, proposal) : undefined
    const state = frozen ? 'approved' : submitted
    return database.transaction().execute(async (transaction) => {
      const request = {
        ...requestOf(author, proposal, checked),
        state,
        ...(frozen ? { waitsFor: waiting(frozen) } : {}),
      }
      const change = await insertChange(transaction, request, (kind) => kinds.get(kind)?.rank ?? 0)
      await beside?.(transaction, change.id)
      const taken = state === 'applying' ? await take(transaction, change) : undefined
      await tellReviewAsked(transaction, change, author)
      await noteChange(transaction, 'change-proposed', change, actor)
      return { change, taken }
    })
  }

  const freezeNow = (actor: Actor, proposal: Proposed): Promise<Problem | undefined> =>
    freezeOver(pipeline.frozenAt, actor, refsOf(proposal), instantOf(Date.now()))

  const submit: Submit = async (submission, signal) => {
    const { change, taken } = await keep(submission, signal)
    if (change.state === 'applying') return run(change, taken)
    await announce(pipeline, change)
    return change
  }

  return {
    submit,

    async propose(actor: Actor, proposal: ChangeProposal, signal?: AbortSignal): Promise<ChangeRequest> {
      demandWriting(actor, kinds, refsOf(proposal))
      const change = await submit({ author: actor.name, actor, proposal }, signal).catch(async (error: unknown) => {
        // Whatever stood in the way, nothing that the author wrote is lost.
        for (const edit of proposal.edits) await keepDraft(database, actor.name, edit)
        throw error
      })
      return outcomeOf(pipeline, change)
    },
  }
}

/** A problem as the reason for which a request waits; what a check found says more than that it found something. */
export function waiting({ code, params, findings }: Problem, since: Instant = instantOf(Date.now())): WaitsFor {
  const told = findings?.find(({ severity }) => severity === 'error') ?? { code, params }
  return { code: told.code, params: told.params, at: since }
}
