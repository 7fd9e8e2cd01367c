import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { ObservedCircuitBreaker } from './model.ts'

export const circuitBreakerEndpoints = policyEndpoints('circuit-breakers', ObservedCircuitBreaker)
