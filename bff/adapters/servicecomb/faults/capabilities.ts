import type { Capability } from '#shared/mesh/capability.ts'
import { conditionFields, operators } from '#shared/mesh/match.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { groupIn } from '../balancing/block.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { routeRuleFeatures } from '../route-rules/capabilities.ts'

/** The handler without which Mesher and go-chassis inject nothing; not in their chain by default (servicecomb.md 3.8, 4.4). */
export const faultHandler = 'fault-inject'

/** What a data plane's faults can say (servicecomb.md 3.8), for a policy or, without one, at best. */
export function faultRow(plane: DataPlane, declaration: ServiceCombDeclaration, ref?: PolicyRef): KindRow {
  const isGo = dialectOf(plane) === 'go'
  const ofGroup = ref !== undefined && groupIn(ref) !== undefined
  return {
    available: isGo ? chainCapability(declaration) : yes,
    features: {
      abort: yes,
      delay: yes,
      'abort-and-delay': ofGroup ? no('fault-one-of-both', plane) : yes,
      'scope.app': yes,
      'scope.caller': yes,
      'scope.group': isGo
        ? no(plane === 'mesher' ? 'match-groups-drop-calls' : 'framework-lacks-groups', plane)
        : yesBut('fault-groups-unverified', plane),
      'scope.every-service': yes,
      ...matchFeatures(plane),
    },
    takesEffect: 'live',
    proof: 'stored',
  }
}

/** Whether proxies have the handler, as the mesh is declared. */
export function chainCapability({ handlers }: ServiceCombDeclaration): Capability {
  const params = { handler: faultHandler }
  if (handlers === undefined) return { available: 'unknown', reason: { code: 'fault-handler-undeclared', params } }
  return handlers.includes(faultHandler) ? yes : { available: 'no', reason: { code: 'fault-handler-missing', params } }
}

/** Conditions of a match group; only java-chassis has them. */
function matchFeatures(plane: DataPlane): Record<string, Capability> {
  const lacks = no('framework-lacks', plane)
  const words = dialectOf(plane) === 'java' ? routeRuleFeatures(plane) : {}
  const features = [
    ...conditionFields.map((field) => `condition.${field}`),
    ...operators.map((one) => `operator.${one}`),
  ]
  return Object.fromEntries(features.map((feature) => [feature, words[feature] ?? lacks]))
}
