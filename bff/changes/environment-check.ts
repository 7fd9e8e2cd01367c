import type { Finding } from '#shared/contract/problem.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import type { Policy, PolicyEdit } from '#shared/mesh/policy.ts'
import type { CheckDeps, Wish } from './check.ts'
import { freezeOver } from './freeze.ts'
import type { PolicyKindDefinition } from './kind.ts'

/** That nobody is asked to review it, where no environment covers a policy. */
export const coverFindings = ({ ref }: PolicyEdit, environment: Environment | undefined): Finding[] =>
  environment ? [] : [{ code: 'no-environment', severity: 'note', params: { namespace: ref.namespace } }]

/** That it cannot be written now: it may be asked for all the same, and waits. */
export async function freezeFindings(
  { frozenAt }: CheckDeps,
  { actor }: Wish,
  { ref }: PolicyEdit,
): Promise<Finding[]> {
  const frozen = actor && (await freezeOver(frozenAt, actor, [ref], instantOf(Date.now())))
  return frozen ? [{ code: frozen.code, severity: 'warning', params: frozen.params }] : []
}

/** Weights that move further at once than their environment allows. What gives back what stood there before moves as far as it must. */
export function stepFindings(
  { weightSteps }: PolicyKindDefinition,
  { back }: Wish,
  { environment, before, spec }: { environment: Environment | undefined; before: Policy | undefined; spec: unknown },
): Finding[] {
  const limit = environment?.largestWeightStep
  if (!environment || limit === undefined || back || !before || spec === null || !weightSteps) return []
  return weightSteps(before.spec, spec)
    .filter(({ step }) => step > limit)
    .map(({ field, step }) => ({
      code: 'weight-step-too-large',
      severity: 'error',
      params: { step, limit, environment: environment.name },
      field,
    }))
}
