import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { Backtest } from './backtest.ts'
import { CircuitBreaker, ObservedCircuitBreaker } from './model.ts'
import { CircuitState } from './states.ts'

export const circuitBreakerEndpoints = policyEndpoints('circuit-breakers', ObservedCircuitBreaker)

/** The circuits of the pairs that a breaker is in force for, or whose calls were refused lately; open ones first. */
export const readCircuits = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/circuits',
  permission: 'calls:read',
  summary: 'Which circuits are open, by caller and callee, from the recorded calls of the last minutes',
  params: z.object({ mesh: MeshName }),
  query: z.object({
    /** Of the caller or the callee. */
    namespace: NamespaceName.optional(),
    /** The called service. */
    service: ServiceName.optional(),
  }),
  response: readingOf(z.array(CircuitState)),
})

/** Needs `calls:read` for the called service, too. */
export const backtestCircuitBreaker = endpoint({
  method: 'POST',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/circuit-breakers/:name/backtest',
  permission: 'changes:read',
  summary: 'What a drafted circuit breaker would have done to the recorded calls of the last hour or day',
  params: z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName, name: PolicyRef.shape.name }),
  query: z.object({ last: z.enum(['1h', '24h']).default('1h') }),
  body: z.object({ spec: CircuitBreaker }),
  response: Backtest,
})
