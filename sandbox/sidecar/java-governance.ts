import type { Governance, GovernanceOptions } from './governance.ts'
import { javaRouting } from './java-routing.ts'
import { router } from './routing.ts'
import { inTurn } from './turns.ts'

/** What a java-chassis 3.x process enforces. */
export function javaGovernance({ identity, known }: GovernanceOptions): Governance {
  const routing = javaRouting(identity, known)
  return { ...routing, outgoing: [router(routing), inTurn()], incoming: [] }
}
