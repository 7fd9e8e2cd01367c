import type { CircuitSemantics } from '#shared/features/circuit-breakers/circuit.ts'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import type { Subject } from './keys.ts'

/** How a data plane runs the circuits of a breaker (servicecomb.md 3.6). */
export function circuitSemantics(plane: DataPlane, subject: Subject, spec: ObservedCircuitBreaker): CircuitSemantics {
  if (dialectOf(plane) === 'go') {
    return {
      window: 'ten-seconds',
      heldBy: 'caller',
      defaults: { errorShare: 50, minimumCalls: 20, windowSeconds: 10, sleepMs: 15_000, trialCalls: 1 },
      mostConcurrent: 1000,
      // Writing the breaker drops the list of statuses until the process starts anew.
      failureStatuses: [],
    }
  }
  return {
    window: 'sliding',
    heldBy: subject.kind === 'received' ? 'callee' : 'caller-for-instance',
    defaults: { errorShare: 50, minimumCalls: 100, windowSeconds: 100, sleepMs: 60_000, trialCalls: 10 },
    failureStatuses: spec.failureStatuses ?? ['502', '503'],
  }
}
