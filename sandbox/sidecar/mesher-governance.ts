import { bizkeeper } from './bizkeeper.ts'
import type { Governance, GovernanceOptions } from './governance.ts'
import { mesherRouting } from './mesher-routing.ts'
import { router } from './routing.ts'
import { inTurn } from './turns.ts'

/** What a Mesher 1.8.0 enforces. */
export function mesherGovernance({ identity, known, gauges, end }: GovernanceOptions): Governance {
  const routing = mesherRouting(identity.app, known, end)
  return { ...routing, outgoing: [router(routing), bizkeeper(gauges), inTurn()], incoming: [] }
}
