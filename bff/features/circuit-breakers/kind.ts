import { circuitBreakerEndpoints } from '#shared/features/circuit-breakers/api.ts'
import { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { observeCircuits } from './observe.ts'

/** Circuit breakers, as the pipeline knows them. */
export const circuitBreakers = policyKind<CircuitBreaker>({
  kind: 'circuit-breakers',
  endpoints: circuitBreakerEndpoints,
  write: 'circuit-breakers:write',
  draft: CircuitBreaker,
  observe: observeCircuits,
})
