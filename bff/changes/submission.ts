import { instantOf } from '#shared/contract/instant.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import type { ChangeProposal, ChangeState } from '#shared/features/changes/model.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import { type CheckedEdit, hasMoved, hashOf, isError } from './check.ts'
import { needsOf } from './review/needs.ts'
import { after } from './state.ts'

/** A proposal, and which request it takes back where it is one's inverse. */
export type Proposed = ChangeProposal & { reverts?: string | undefined }

/** Throws the conflict where a base has moved, so that the author sees theirs. */
function refuseMoved(checked: readonly CheckedEdit[]): void {
  const moved = checked.find(hasMoved)
  if (moved) throw conflictWith(moved.edit.base, moved.before)
}

/** Throws what forbids to go on: a moved base before anything else. */
export function refuseUnfit(checked: readonly CheckedEdit[]): void {
  refuseMoved(checked)
  refuseErrors(checked.flatMap((one) => one.findings))
}

/** Throws `check-failed` with the errors among findings. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(isError)
  if (errors.length > 0) throw new Problem('check-failed', { params: { count: errors.length }, findings: errors })
}

/** Errors that say that a write would take another policy's documents away. */
const takingOthersAway: ReadonlySet<Finding['code']> = new Set(['block-shared'])

/**
 * Throws what stops even the end of what was approved with it: somebody else's work, moved since or about to go as well. All other errors
 * were so before.
 */
export function refuseOthersWork(checked: readonly CheckedEdit[]): void {
  refuseMoved(checked)
  const findings = checked.flatMap((one) => one.findings).filter(({ code }) => takingOthersAway.has(code))
  if (findings.length > 0) throw new Problem('check-failed', { params: { count: findings.length }, findings })
}

/** Where a request goes once it is submitted: into review, or on to be applied where no environment asks for one or it was approved before. */
export function submittedState(checked: readonly CheckedEdit[], isApproved: boolean): ChangeState {
  const needsReview = !isApproved && needsOf(checked).length > 0
  const submitted = after('draft', needsReview ? 'submit' : 'submit-unreviewed') ?? 'draft'
  return after(submitted, 'apply') ?? submitted
}

/** The refusal of an edit whose base is gone, with what stands there now. */
export const conflictWith = (base: string, theirs: Policy | undefined, findings?: Finding[]): Problem =>
  new Problem('conflict', { params: { base }, theirs: theirs ?? null, ...(findings ? { findings } : {}) })

/** A checked proposal as the request that is kept: what stood before, what shall stand after, and the hash of both. */
export function requestOf(
  author: string,
  { title, reason, edits, revertAt, reverts }: Proposed,
  checked: readonly CheckedEdit[],
) {
  const now = instantOf(Date.now())
  return {
    mesh: edits[0]?.ref.mesh ?? '',
    title,
    reason,
    author,
    ...(revertAt === undefined ? {} : { revertAt }),
    ...(reverts === undefined ? {} : { reverts }),
    hash: hashOf(checked, revertAt),
    edits: checked.map(({ edit, spec, before, after: native }) => ({
      ref: edit.ref,
      base: edit.base,
      before: before ? { spec: before.spec, enabled: before.enabled, native: before.native } : null,
      after: spec === null ? null : { spec, enabled: edit.enabled, native },
      ...(spec === null && native.length > 0 ? { remainder: native } : {}),
    })),
    findings: checked.flatMap((one) => one.findings),
    needs: needsOf(checked),
    proof: { level: 'none' as const, instances: [], shares: [], why: { code: 'proof-waiting', params: {} }, at: now },
    createdAt: now,
  }
}
