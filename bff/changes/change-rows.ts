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
import { idOf } from './change-id.ts'
import { policyOfKey } from './policy-key.ts'
import type { ChangeRequestRow, ChangeStepRow, TimedRevertRow } from './tables.ts'

/** What is kept beside requests, of theirs and of others. */
interface Beside {
  /** In the order of writing. */
  steps: readonly Selectable<ChangeStepRow>[]
  timers: readonly Selectable<TimedRevertRow>[]
  /** Applied requests that take one back, the newest first. */
  reverting: readonly { number: number; reverts: number | null }[]
}

/** A request as it is kept. */
export function fromRow(row: Selectable<ChangeRequestRow>, { steps, timers, reverting }: Beside): ChangeRequest {
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
    revision: row.revision,
  }
}

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
  ...(row.state === 'failed' ? { nextTry: row.next_at } : {}),
})
