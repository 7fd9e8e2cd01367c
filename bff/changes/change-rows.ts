import type { Selectable } from 'kysely'
import { z } from 'zod'
import { Finding } from '#shared/contract/problem.ts'
import { ChangeEdit, type ChangeRequest, ChangeState, ChangeStep, Proof } from '#shared/features/changes/model.ts'
import { PolicyEdit } from '#shared/mesh/policy.ts'
import { idOf } from './change-id.ts'
import { policyOfKey } from './policy-key.ts'
import type { ChangeRequestRow, ChangeStepRow } from './tables.ts'

const parsed = <Schema extends z.ZodType>(schema: Schema, json: string): z.output<Schema> =>
  schema.parse(JSON.parse(json))

/** A request as it is kept, with those of the steps that are its own. */
export function fromRow(row: Selectable<ChangeRequestRow>, steps: readonly Selectable<ChangeStepRow>[]): ChangeRequest {
  const own = steps.filter((step) => step.change_number === row.number)
  // What was written last is taken back first.
  const inverse = own.flatMap((step) => (step.inverse === null ? [] : parsed(PolicyEdit, step.inverse))).toReversed()
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
    revision: row.revision,
  }
}

const stepFromRow = (row: Selectable<ChangeStepRow>): ChangeStep => ({
  ref: policyOfKey(row.policy),
  state: ChangeStep.shape.state.parse(row.state),
  ...(row.at === null ? {} : { at: row.at }),
  ...(row.problem === null ? {} : { problem: parsed(ChangeStep.shape.problem.unwrap(), row.problem) }),
})
