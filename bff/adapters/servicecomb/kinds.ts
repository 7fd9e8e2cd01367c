import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'
import { loadBalancingKind } from './balancing/load-balancing.ts'
import { retriesKind } from './balancing/retries.ts'
import { circuitBreakerKind } from './circuit-breakers/definition.ts'
import { capabilitiesFor, no } from './capability-rows.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import type { DataPlane } from './frameworks.ts'
import { faultKind } from './faults/kind.ts'
import { instanceStatusTarget, statusCapabilities } from './instance-status/target.ts'
import type { Kie } from './kie.ts'
import { type KieKind, kieTarget } from './kie-target.ts'
import type { PolledRegistry } from './registry.ts'
import type { RecentCalls } from './route-rules/check.ts'
import { rateLimitKind } from './rate-limits/kind.ts'
import { routeRuleKind } from './route-rules/kind.ts'
import type { ServiceCenter } from './service-center.ts'

/** The kinds of policy of a ServiceComb mesh. */
export interface Kinds {
  targets: readonly PolicyTarget[]
  /** What data planes can do with each kind, those that no target is for included. */
  capabilitiesOf(planes: DataPlane[]): Capabilities[]
}

/** Every kind of policy that ServiceComb has. A further kind adds its line here. */
export function kindsOf(
  declaration: ServiceCombDeclaration,
  backends: { kie: Kie; registry: PolledRegistry; center: ServiceCenter },
  recentCalls: RecentCalls,
): Kinds {
  const target = <Spec>(kind: KieKind<Spec>) => ({
    target: kieTarget(kind, backends),
    capabilitiesOf: (planes: DataPlane[]) => kind.capabilitiesOf(planes),
  })
  const routeRules = target(routeRuleKind(declaration, backends.registry, recentCalls))
  const kinds = [
    routeRules,
    target(loadBalancingKind(declaration)),
    target(retriesKind(declaration)),
    target(rateLimitKind(declaration)),
    target(circuitBreakerKind(declaration)),
    target(faultKind(declaration)),
  ]
  return {
    targets: [
      ...kinds.map((kind) => kind.target),
      instanceStatusTarget(declaration, { ...backends, routeRules: routeRules.target, recentCalls }),
    ],
    capabilitiesOf: (planes) => [
      ...kinds.map((kind) => kind.capabilitiesOf(planes)),
      statusCapabilities(planes, declaration),
      capabilitiesFor('authorizations', noAuthorizations, planes, declaration),
    ],
  }
}

/** No data plane of ServiceComb decides who may call whom. */
const noAuthorizations = (plane: DataPlane) => ({
  available: no('framework-lacks-authorizations', plane),
  features: {},
  takesEffect: 'unknown' as const,
  proof: 'none' as const,
})
