import type { Capability } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { groupIn } from '../balancing/block.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { matchFeatures } from '../groups/features.ts'

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
      ...(isGo ? {} : matchFeatures(plane, 'caller')),
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
