import type { MatchGroups, Self } from './match-groups.ts'
import { Balancing, Bulkhead, CircuitBreaking, FaultInjection, RateLimiting, Retrying } from './policies.ts'
import { policyBook } from './policy-book.ts'

/** All policies of a process that are for match groups, by the word in their key: `servicecomb.<kind>.<group>`. */
export type PoliciesInForce = ReturnType<typeof policiesInForce>

export const policiesInForce = (groups: MatchGroups, self: Self) => ({
  rateLimiting: policyBook(RateLimiting, groups, self),
  circuitBreaker: policyBook(CircuitBreaking, groups, self),
  instanceIsolation: policyBook(CircuitBreaking, groups, self),
  bulkhead: policyBook(Bulkhead, groups, self),
  instanceBulkhead: policyBook(Bulkhead, groups, self),
  retry: policyBook(Retrying, groups, self),
  faultInjection: policyBook(FaultInjection, groups, self),
  loadbalance: policyBook(Balancing, groups, self),
})
