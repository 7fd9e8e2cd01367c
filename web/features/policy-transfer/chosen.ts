import type { PlannedPolicy } from '#shared/features/policy-transfer/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'

/** One text per policy of a plan. */
export const planKey = ({ kind, service, name }: PlannedPolicy): string => [kind, service, name].join('/')

/** Whether a policy can be proposed: there is something to write, and nothing forbids it. */
export const isProposable = ({ state }: PlannedPolicy): boolean => state === 'new' || state === 'different'

/** The edits to propose: of all that can be, without those that the person left out. */
export const chosenOf = (policies: readonly PlannedPolicy[], left: ReadonlySet<string>): PolicyEdit[] =>
  policies.flatMap((policy) => (isProposable(policy) && policy.edit && !left.has(planKey(policy)) ? [policy.edit] : []))
