import type { ChangeEdit, ChangeRequest, ChangeState, CheckResult } from '#shared/features/changes/model.ts'
import { type PolicyEdit, policyKey } from '#shared/mesh/policy.ts'

/** The edits of a change as they were asked for. */
export const editsOf = ({ edits }: Pick<ChangeRequest, 'edits'>): PolicyEdit[] =>
  edits.map(({ ref, base, after }) => ({ ref, base, spec: after?.spec ?? null, enabled: after?.enabled ?? false }))

/** Whether what a change would write is still to be written: only then it is asked what stands there now. */
export const isUnwritten = ({ state }: { state: ChangeState }): boolean => unwritten.has(state)

const unwritten: ReadonlySet<ChangeState> = new Set([
  'draft',
  'in_review',
  'changes_requested',
  'approved',
  'scheduled',
  'suspended',
])

/** Edits whose policies stand differently in the mesh than where the change began. */
export function movedEdits({ edits }: Pick<ChangeRequest, 'edits'>, now: Pick<CheckResult, 'edits'>): ChangeEdit[] {
  const bases = new Map(now.edits.map(({ ref, base }) => [policyKey(ref), base]))
  return edits.filter(({ ref, base }) => (bases.get(policyKey(ref)) ?? base) !== base)
}

/** How many approvals are still missing; after one more by somebody whose approval counts for `countsFor`, where it is given. */
export const missingApprovals = ({ needs }: Pick<ChangeRequest, 'needs'>, countsFor: readonly string[] = []): number =>
  needs.reduce(
    (sum, { environment, approvals, given }) =>
      sum + Math.max(0, approvals - given - (countsFor.includes(environment) ? 1 : 0)),
    0,
  )
