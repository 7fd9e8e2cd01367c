import type { Clock } from '../clock.ts'
import type { IncomingCall, IncomingHandler } from '../governance.ts'
import { bulkhead } from './bulkhead.ts'
import { circuit, throughCircuit } from './circuit.ts'
import type { FlowControl } from './flow-control.ts'
import type { GovernedCall } from './match-groups.ts'
import type { Bulkhead, CircuitBreaking, RateLimiting } from './policies.ts'
import type { PoliciesInForce } from './policies-in-force.ts'
import { forEachPolicy } from './policy-book.ts'
import { rateLimiter } from './rate-limiter.ts'
import { javaRefusal, providerRefusals } from './refusal.ts'

/** What a java-chassis process does with received calls, in the order of its filters (servicecomb.md 3.9). */
export const javaIncoming = (policies: PoliciesInForce, flow: FlowControl, clock: Clock): IncomingHandler[] => [
  flowControlled(flow),
  rateLimited(policies, clock),
  circuitBroken(policies, clock),
  bulkheaded(policies, clock),
]

const governed = ({ call, caller }: IncomingCall): GovernedCall => ({ call, otherEnd: caller })

const flowControlled = (flow: FlowControl): IncomingHandler => ({
  name: 'provider-flow-control',
  async handle(incoming, next) {
    return flow.refuses(incoming.caller) ? javaRefusal(providerRefusals.flowControl) : next(incoming)
  },
})

function rateLimited({ rateLimiting }: PoliciesInForce, clock: Clock): IncomingHandler {
  const limiters = forEachPolicy((policy: RateLimiting) => rateLimiter(policy, clock.now))
  return {
    name: 'provider-rate-limiting',
    async handle(incoming, next) {
      const found = rateLimiting.find(governed(incoming))
      const wait = found ? limiters(found.policy).reserve() : 0
      if (wait === undefined) return javaRefusal(providerRefusals.rateLimiting)
      if (wait > 0) await clock.sleep(wait)
      return next(incoming)
    },
  }
}

function circuitBroken({ circuitBreaker }: PoliciesInForce, clock: Clock): IncomingHandler {
  const circuits = forEachPolicy((policy: CircuitBreaking) => circuit(policy, clock.now))
  return {
    name: 'provider-circuit-breaker',
    async handle(incoming, next) {
      const policy = circuitBreaker.find(governed(incoming))?.policy
      if (!policy || policy.forceClosed) return next(incoming)
      const answer = await throughCircuit(circuits(policy), policy, clock, () => next(incoming))
      return answer ?? javaRefusal(providerRefusals.circuitBreaker)
    },
  }
}

function bulkheaded({ bulkhead: policies }: PoliciesInForce, clock: Clock): IncomingHandler {
  const gates = forEachPolicy((policy: Bulkhead) => bulkhead(policy, clock))
  return {
    name: 'provider-bulkhead',
    async handle(incoming, next) {
      const found = policies.find(governed(incoming))
      const answer = found ? await gates(found.policy).through(() => next(incoming)) : await next(incoming)
      return answer ?? javaRefusal(providerRefusals.bulkhead)
    },
  }
}
