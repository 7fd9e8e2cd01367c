import type { Clock } from '../clock.ts'
import type { OutgoingCall, OutgoingHandler } from '../governance.ts'
import { bulkhead } from './bulkhead.ts'
import { circuit, throughCircuit } from './circuit.ts'
import type { FlowControl } from './flow-control.ts'
import type { Isolated } from './isolated.ts'
import type { GovernedCall } from './match-groups.ts'
import type { Bulkhead, CircuitBreaking } from './policies.ts'
import type { PoliciesInForce } from './policies-in-force.ts'
import { forEachPolicy } from './policy-book.ts'
import { consumerRefusals, javaRefusal } from './refusal.ts'

/** A call of the application as policies look at it. */
export const governed = ({ call, service }: OutgoingCall): GovernedCall => ({ call, otherEnd: service })

export const flowControlled = (flow: FlowControl): OutgoingHandler => ({
  name: 'consumer-flow-control',
  async handle(outgoing, next) {
    return flow.refuses(outgoing.service) ? javaRefusal(consumerRefusals.flowControl) : next(outgoing)
  },
})

/** A circuit for each called instance; an instance behind an open one is left out while others remain. */
export function isolating(policies: PoliciesInForce, isolated: Isolated, clock: Clock): OutgoingHandler {
  const circuits = forEachPolicy((policy: CircuitBreaking) => circuit(policy, clock.now))
  return {
    name: 'instance-isolation',
    async handle(outgoing, next) {
      const found = policies.instanceIsolation.find(governed(outgoing))
      const instanceId = outgoing.provider?.instanceId
      if (!found || !instanceId || found.policy.forceClosed) return next(outgoing)
      const { name, policy } = found
      // The quotation mark at the end is java-chassis' own.
      const forced = `Policy "${name}" forced open and deny requests"`
      if (policy.forceOpen) return javaRefusal({ ...consumerRefusals.instanceIsolation, message: forced })
      const own = circuits(policy, instanceId)
      const answer = await throughCircuit(own, policy, clock, () => next(outgoing))
      if (answer) return answer
      isolated.leaveOut(instanceId, policy.waitDurationInOpenState)
      return javaRefusal(consumerRefusals.instanceIsolation)
    },
  }
}

/** A limit of concurrent calls for each called instance. */
export function instanceBulkheaded({ instanceBulkhead }: PoliciesInForce, clock: Clock): OutgoingHandler {
  const gates = forEachPolicy((policy: Bulkhead) => bulkhead(policy, clock))
  return {
    name: 'instance-bulkhead',
    async handle(outgoing, next) {
      const found = instanceBulkhead.find(governed(outgoing))
      const gate = found && gates(found.policy, outgoing.provider?.instanceId)
      const answer = gate ? await gate.through(() => next(outgoing)) : await next(outgoing)
      return answer ?? javaRefusal(consumerRefusals.instanceBulkhead)
    },
  }
}
