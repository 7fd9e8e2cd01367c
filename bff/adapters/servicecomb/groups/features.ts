import type { Capability } from '#shared/mesh/capability.ts'
import { conditionFields, operators } from '#shared/mesh/match.ts'
import { no, yes } from '../capability-rows.ts'
import type { DataPlane } from '../frameworks.ts'
import { routeRuleFeatures } from '../route-rules/capabilities.ts'

/** What a match group can say: what route rules of the plane can, but with alternatives; go-chassis knows no caller there (servicecomb.md 3.4). */
export function matchFeatures(plane: DataPlane): Record<string, Capability> {
  const ofRoutes = routeRuleFeatures(plane)
  const names = [
    ...conditionFields.map((field) => `condition.${field}`),
    ...operators.map((operator) => `operator.${operator}`),
    'ignore-case',
  ]
  const inGroups: Record<string, Capability> =
    plane === 'go-chassis'
      ? {
          'condition.path': yes,
          'condition.method': yes,
          'condition.caller': no('group-lacks', plane),
          'condition.caller-label': no('group-lacks', plane),
        }
      : {}
  return {
    ...Object.fromEntries(names.flatMap((name) => (ofRoutes[name] ? [[name, ofRoutes[name]]] : []))),
    ...inGroups,
    'match.alternatives': yes,
  }
}
