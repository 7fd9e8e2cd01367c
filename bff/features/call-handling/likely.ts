import type { HandlingStep } from '#shared/features/call-handling/model.ts'
import type { Outcome } from '#shared/features/calls/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { StoredCall } from '../../ports/call-records.ts'

/** Which kind of policy refuses calls with an outcome. */
const refusers: Partial<Record<Outcome, PolicyKind>> = {
  limited: 'rate-limits',
  'open-circuit': 'circuit-breakers',
  fault: 'faults',
}

/**
 * Marks the policies that most likely refused a call. What the callee reported had come to its side; what only the caller did was most
 * likely refused before it left, where anything there could have.
 */
export function likelyRefusers(steps: readonly HandlingStep[], { outcome, halves }: StoredCall): HandlingStep[] {
  const kind = refusers[outcome]
  const able = steps.filter((step) => step.kind === kind && step.policies.some(mayHaveRefused))
  const near = halves === 'client' ? 'caller' : 'called'
  const refusing = able.find(({ side }) => side === near) ?? able[0]
  return steps.map((step) => (step === refusing ? { ...step, policies: step.policies.map(marked) } : step))
}

type Held = HandlingStep['policies'][number]

const mayHaveRefused = ({ state }: Held): boolean => state === 'in-force' || state === 'partly-overridden'
const marked = (policy: Held): Held => (mayHaveRefused(policy) ? { ...policy, likely: true } : policy)
