import * as api from '#shared/features/route-rules/api.ts'
import { ObservedRouteRule, type RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { seesPolicy } from '../../changes/permission.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { routeRulesOf } from './target.ts'

/** Serves route rules as they stand in the meshes; they are written through `bff/changes` alone. */
export function routeRuleRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, api.listRouteRules, async ({ params, query, visibility }) => {
    const { value, stamps } = await routeRulesOf(meshNamed(meshes, params.mesh)).list()
    const isAsked = ({ namespace, service }: PolicyRef) =>
      (query.namespace ?? namespace) === namespace && (query.service ?? service) === service
    const seen = value.filter(({ ref }) => isAsked(ref) && seesPolicy(visibility, ref))
    return { value: seen.map(asRouteRule), stamps }
  })

  serve(routes, api.readRouteRule, async ({ params, signal }) => {
    const ref = { ...params, kind: 'route-rules' as const }
    const policy = await routeRulesOf(meshNamed(meshes, params.mesh)).read(ref, signal)
    return { policy: policy ? asRouteRule(policy) : null }
  })

  serve(routes, api.readRouteRuleCapabilities, ({ params }) =>
    routeRulesOf(meshNamed(meshes, params.mesh)).capabilities({
      mesh: params.mesh,
      namespace: params.namespace,
      name: params.service,
    }),
  )
}

/** The port knows no kind's spec; what a target of this kind reads is this. */
const asRouteRule = (policy: Policy): RouteRulePolicy => ({ ...policy, spec: ObservedRouteRule.parse(policy.spec) })
