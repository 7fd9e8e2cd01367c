import type { Selectable } from 'kysely'
import { z } from 'zod'
import { Finding } from '#shared/contract/problem.ts'
import {
  ChangeEdit,
  type ChangeRequest,
  ChangeState,
  ChangeStep,
  InverseEdit,
  Proof,
  TimedRevert,
} from '#shared/features/changes/model.ts'
import { BreakGlass, Review, ReviewNeed, WaitsFor } from '#shared/features/changes/review.ts'
import { idOf } from './change-id.ts'
import { policyOfKey } from './policy-key.ts'
import { approvalsFor } from './review/needs.ts'
import type { ChangeRequestRow, ChangeReviewRow, ChangeStepRow, TimedRevertRow } from './tables.ts'

/** What is kept beside requests, of theirs and of others. */
interface Beside {
  /** In the order of writing. */
  steps: readonly Selectable<ChangeStepRow>[]
  timers: readonly Selectable<TimedRevertRow>[]
  /** Applied requests that take one back, the newest first. */
  reverting: readonly { number: number; reverts: number | null }[]
  /** The oldest first. */
  reviews: readonly Selectable<ChangeReviewRow>[]
}

/** A request as it is kept. */
export function fromRow(row: Selectable<ChangeRequestRow>, beside: Beside): ChangeRequest {
  const { steps, timers, reverting } = beside
  const own = steps.filter((step) => step.change_number === row.number)
  // What was written last is taken back first.
  const inverse = own.flatMap((step) => (step.inverse === null ? [] : parsed(InverseEdit, step.inverse))).toReversed()
  const timer = timers.find((each) => each.change_number === row.number)
  const revertedBy = reverting.find(({ reverts }) => reverts === row.number)
  return {
    id: idOf(row.number),
    mesh: row.mesh,
    title: row.title,
    reason: row.reason,
    author: row.author,
    state: ChangeState.parse(row.state),
    hash: row.hash,
    edits: parsed(z.array(ChangeEdit), row.edits),
    findings: parsed(z.array(Finding), row.findings),
    steps: own.map(stepFromRow),
    ...(inverse.length === 0 ? {} : { inverse }),
    proof: parsed(Proof, row.proof),
    createdAt: row.created_at,
    ...(row.applied_at === null ? {} : { appliedAt: row.applied_at }),
    ...(row.revert_at === null ? {} : { revertAt: row.revert_at }),
    ...(timer ? { timedRevert: timerFromRow(timer) } : {}),
    ...(row.reverts === null ? {} : { reverts: idOf(row.reverts) }),
    ...(revertedBy ? { revertedBy: idOf(revertedBy.number) } : {}),
    ...reviewOf(row, beside),
    revision: row.revision,
  }
}

function reviewOf(row: Selectable<ChangeRequestRow>, beside: Beside) {
  const reviews = beside.reviews.filter((each) => each.change_number === row.number).map(reviewFromRow)
  const needs = parsed(z.array(ReviewNeed), row.needs)
  return {
    round: row.round,
    roundAt: row.round_at,
    needs: needs.map((need) => ({ ...need, given: approvalsFor(need, row, reviews).length })),
    reviews,
    requestedReviewers: parsed(names, row.requested_reviewers),
    contributors: parsed(names, row.contributors),
    ...(row.scheduled_for === null ? {} : { scheduledFor: row.scheduled_for }),
    ...(row.zone === null ? {} : { zone: row.zone }),
    ...(row.scheduled_by === null ? {} : { scheduledBy: row.scheduled_by }),
    ...(row.break_glass === null ? {} : { breakGlass: parsed(BreakGlass, row.break_glass) }),
    ...(row.waits_for === null ? {} : { waitsFor: parsed(WaitsFor, row.waits_for) }),
  }
}

const names = z.array(z.string())

const reviewFromRow = (row: Selectable<ChangeReviewRow>): Review => ({
  round: row.round,
  hash: row.hash,
  by: row.by_name,
  verdict: Review.shape.verdict.parse(row.verdict),
  comment: row.comment,
  environments: parsed(names, row.environments),
  at: row.at,
})

const parsed = <Schema extends z.ZodType>(schema: Schema, json: string): z.output<Schema> =>
  schema.parse(JSON.parse(json))

const stepFromRow = (row: Selectable<ChangeStepRow>): ChangeStep => ({
  ref: policyOfKey(row.policy),
  state: ChangeStep.shape.state.parse(row.state),
  ...(row.at === null ? {} : { at: row.at }),
  ...(row.problem === null ? {} : { problem: parsed(ChangeStep.shape.problem.unwrap(), row.problem) }),
})

const timerFromRow = (row: Selectable<TimedRevertRow>): TimedRevert => ({
  at: row.at,
  state: TimedRevert.shape.state.parse(row.state),
  ...(row.revert_number === null ? {} : { change: idOf(row.revert_number) }),
  why: parsed(TimedRevert.shape.why, row.why),
  ...(row.since === null ? {} : { since: row.since }),
  ...(row.state === 'failed' ? { nextTry: row.next_at } : {}),
})
