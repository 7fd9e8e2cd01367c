import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Reason, Review, ReviewNeed } from '#shared/features/changes/review.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'

/** What an edit of a request says of the review that it needs. */
interface Placed {
  edit: { ref: PolicyRef }
  environment: Environment | undefined
  reach?: number | undefined
}

/** What the environments of edits ask of a request: one need each, where any is asked for. */
export function needsOf(checked: readonly Placed[]): ReviewNeed[] {
  const byName = Map.groupBy(checked, ({ environment }) => environment?.name)
  return [...byName.values()].flatMap((edits) => {
    const [first] = edits
    const namespaces = [...new Set(edits.map(({ edit }) => edit.ref.namespace))]
    return first?.environment ? needIn(first.environment, namespaces, first.reach) : []
  })
}

function needIn(
  { name, approvals, approverRole, moreAbove }: Environment,
  namespaces: string[],
  reach: number | undefined,
): ReviewNeed[] {
  const usual = { environment: name, namespaces, role: approverRole }
  if (!moreAbove || (reach !== undefined && reach <= moreAbove.callsPerSecond)) {
    return approvals > 0 ? [{ ...usual, approvals }] : []
  }
  return [{ ...usual, approvals: moreAbove.approvals, because: whyMore(moreAbove.callsPerSecond, reach) }]
}

/** What cannot be told is judged as if it were much. */
const whyMore = (limit: number, reach: number | undefined): Reason =>
  reach === undefined
    ? { code: 'review-reach-unknown', params: { limit } }
    : { code: 'review-far-reaching', params: { rate: Math.round(reach), limit } }

/** The approvals of the present round and hash that count for a need. */
export const approvalsFor = (
  { environment }: ReviewNeed,
  { round, hash }: Pick<ChangeRequest, 'round' | 'hash'>,
  reviews: readonly Review[],
): Review[] =>
  reviews.filter(
    (review) =>
      review.verdict === 'approve' &&
      review.round === round &&
      review.hash === hash &&
      review.environments.includes(environment),
  )

/** Whether every environment has the approvals that it asked for. */
export const isApproved = ({ needs }: Pick<ChangeRequest, 'needs'>): boolean =>
  needs.every(({ approvals, given }) => given >= approvals)
