import type { Governance, GovernanceOptions } from '../governance.ts'
import { balancer } from './balancer.ts'
import { faulty } from './fault-handlers.ts'
import { oldFaults } from './faults.ts'
import { flowControl } from './flow-control.ts'
import { javaIncoming } from './incoming.ts'
import { isolatedInstances } from './isolated.ts'
import { matchGroups } from './match-groups.ts'
import { flowControlled, instanceBulkheaded, isolating } from './outgoing.ts'
import { policiesInForce } from './policies-in-force.ts'
import { javaRouting } from './java-routing.ts'
import { routedTries } from './tries.ts'

/** What a java-chassis 3.x process enforces. Its filters ask, in this order, for the rules in force at the moment of each call. */
export function javaGovernance({ identity, known, clock, random }: GovernanceOptions): Governance {
  const routing = javaRouting(identity, known)
  const groups = matchGroups(identity)
  const policies = policiesInForce(groups, identity)
  const consumerFlow = flowControl('Consumer', clock.now)
  const providerFlow = flowControl('Provider', clock.now)
  const faults = oldFaults()
  const balance = balancer(clock.now, random)
  const isolated = isolatedInstances(clock.now)

  function change(key: string, value: string | undefined): void {
    for (const part of [routing, consumerFlow, providerFlow, faults, balance]) part.change(key, value)
    const [, kind = '', name = ''] = /^servicecomb\.(\w+)\.(.+)$/.exec(key) ?? []
    if (kind === 'matchGroup') groups.set(name, value)
    else if (isKind(kind)) policies[kind].set(name, value)
  }

  const isKind = (kind: string): kind is keyof typeof policies => Object.hasOwn(policies, kind)

  return {
    outgoing: [
      flowControlled(consumerFlow),
      routedTries({ app: identity.app, routing, policies, balance, isolated, clock, random }),
      ...faulty(faults, policies, clock, random),
      isolating(policies, isolated, clock),
      instanceBulkheaded(policies, clock),
    ],
    incoming: javaIncoming(policies, providerFlow, clock),
    change,
    load(values) {
      for (const [key, value] of values) change(key, value)
    },
    rules: () => undefined,
    headersRead: () => new Set([...routing.headersRead(), ...groups.headersRead()]),
  }
}
