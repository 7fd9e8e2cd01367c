import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeProposal, ChangeState } from '#shared/features/changes/model.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import { type CheckedEdit, hasMoved, hashOf, isError } from './check.ts'
import { after } from './state.ts'

/** Throws what forbids to go on: a moved base before anything else, so that the author sees theirs. */
export function refuseUnfit(checked: readonly CheckedEdit[]): void {
  const moved = checked.find(hasMoved)
  if (moved) throw conflictWith(moved.edit.base, moved.before)
  const errors = checked.flatMap((one) => one.findings).filter(isError)
  if (errors.length > 0) throw new Problem('check-failed', { params: { count: errors.length }, findings: errors })
}

/** Where a request goes once it is submitted: into review, or on to be applied where no environment asks for one. */
export function submittedState(checked: readonly CheckedEdit[]): ChangeState {
  const needsReview = checked.some(({ environment }) => (environment?.approvals ?? 0) > 0)
  const submitted = after('draft', needsReview ? 'submit' : 'submit-unreviewed') ?? 'draft'
  return after(submitted, 'apply') ?? submitted
}

/** The refusal of an edit whose base is gone, with what stands there now. */
export const conflictWith = (base: string, theirs: Policy | undefined): Problem =>
  new Problem('conflict', { params: { base }, theirs: theirs ?? null })

/** A checked proposal as the request that is kept: what stood before, what shall stand after, and the hash of both. */
export function requestOf(actor: Actor, { title, reason, edits }: ChangeProposal, checked: readonly CheckedEdit[]) {
  const now = instantOf(Date.now())
  return {
    mesh: edits[0]?.ref.mesh ?? '',
    title,
    reason,
    author: actor.name,
    hash: hashOf(checked),
    edits: checked.map(({ edit, spec, before, after: native }) => ({
      ref: edit.ref,
      base: edit.base,
      before: before ? { spec: before.spec, enabled: before.enabled, native: before.native } : null,
      after: spec === null ? null : { spec, enabled: edit.enabled, native },
    })),
    findings: checked.flatMap((one) => one.findings),
    proof: { level: 'none' as const, instances: [], shares: [], why: { code: 'proof-waiting', params: {} }, at: now },
    createdAt: now,
  }
}
