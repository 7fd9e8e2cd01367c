import type { Capability } from '#shared/mesh/capability.ts'
import { conditionFields, operators } from '#shared/mesh/match.ts'
import { no, yes } from '../capability-rows.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { routeRuleFeatures } from '../route-rules/capabilities.ts'

/** Match groups of java-chassis 2.8 are those of 3 (servicecomb.md 3.4), unlike its route rules. */
export const groupPlane = (plane: DataPlane): DataPlane => (plane === 'java-chassis-2' ? 'java-chassis-3' : plane)

/**
 * What a match group can say: what route rules of the plane can, but with alternatives. Where the service is called java-chassis knows the
 * caller; go-chassis knows none anywhere (3.4).
 */
export function matchFeatures(plane: DataPlane, side: 'caller' | 'called'): Record<string, Capability> {
  const ofRoutes = routeRuleFeatures(groupPlane(plane))
  const names = [
    ...conditionFields.map((field) => `condition.${field}`),
    ...operators.map((operator) => `operator.${operator}`),
    'ignore-case',
  ]
  return {
    ...Object.fromEntries(names.flatMap((name) => (ofRoutes[name] ? [[name, ofRoutes[name]]] : []))),
    ...(dialectOf(plane) === 'java' && side === 'called' ? { 'condition.caller': yes } : {}),
    ...(plane === 'go-chassis' ? ofGoChassis : {}),
    'match.alternatives': yes,
  }
}

const ofGoChassis: Record<string, Capability> = {
  'condition.path': yes,
  'condition.method': yes,
  'condition.caller': no('group-lacks', 'go-chassis'),
  'condition.caller-label': no('group-lacks', 'go-chassis'),
}
