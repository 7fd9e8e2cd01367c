import type { PolicyChain } from '../../ports/mesh.ts'
import { type DataPlane, dialectOf } from './frameworks.ts'

/** Default chains of Mesher (servicecomb.md 4.4) with `fault-inject` where it belongs; retries belong to the choice of the instance. */
const ofGo: PolicyChain = {
  outgoing: ['route-rules', 'rate-limits', 'circuit-breakers', 'faults', 'load-balancing', 'retries'],
  incoming: ['rate-limits'],
}

/** Filters of java-chassis 3 (servicecomb.md, 3 in java-chassis 3.x): each retry is routed anew. */
const ofJava: PolicyChain = {
  outgoing: ['rate-limits', 'retries', 'route-rules', 'load-balancing', 'faults', 'circuit-breakers'],
  incoming: ['rate-limits', 'circuit-breakers'],
}

/** In which order readers of these data planes apply policies; an unknown one is taken for a Mesher. */
export const chainOf = (planes: readonly DataPlane[]): PolicyChain =>
  planes.length > 0 && planes.every((plane) => dialectOf(plane) === 'java') ? ofJava : ofGo
