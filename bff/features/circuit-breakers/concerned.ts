import type { CallFilter } from '#shared/features/calls/api.ts'
import type { CircuitSemantics } from '#shared/features/circuit-breakers/circuit.ts'
import { breakerPlace } from '#shared/features/circuit-breakers/place.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { CircuitHolders } from '../../ports/policy-target.ts'

/** The two ends of a call, as far as it is known who they are. */
export interface Ends {
  callerNamespace: string | undefined
  caller: string | undefined
  calleeNamespace: string | undefined
  callee: string | undefined
}

/** The calls that a circuit breaker is about. */
export interface Concerned {
  /** The same as far as a search can say it. */
  filter: CallFilter
  /** How the data plane of whoever holds the circuit runs it; undefined for calls that the breaker is not about. */
  semanticsOf(ends: Ends): CircuitSemantics | undefined
}

/** Which calls a breaker is about: those of the callers that read it, or those that arrive at the services that do. */
export function concernedBy(ref: PolicyRef, holders: readonly CircuitHolders[]): Concerned {
  const place = breakerPlace(ref)
  const byService = new Map(
    holders.flatMap(({ semantics, services }) => services.map((one) => [one, semantics] as const)),
  )
  const services = [...byService.keys()]
  if (place?.side === 'callee') {
    return {
      filter: { callee: services },
      semanticsOf: ({ calleeNamespace, callee = '' }) =>
        calleeNamespace === ref.namespace ? byService.get(callee) : undefined,
    }
  }
  const callee = ref.service === '*' ? undefined : ref.service
  return {
    filter: { caller: services, ...(callee === undefined ? {} : { callee: [callee] }) },
    semanticsOf: (ends) =>
      ends.callerNamespace === ref.namespace && (callee === undefined || ends.callee === callee)
        ? byService.get(ends.caller ?? '')
        : undefined,
  }
}
