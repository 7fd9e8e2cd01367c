import * as api from '#shared/features/route-rules/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { seesPolicy } from '../../changes/permission.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { Database } from '../../store/database.ts'
import { withNames } from './names.ts'
import { routeRulesOf } from './target.ts'

/** Serves route rules as they stand in the meshes; they are written through `bff/changes` alone. */
export function routeRuleRoutes(routes: Routes, { meshes, database }: { meshes: Meshes; database: Database }): void {
  serve(routes, api.listRouteRules, async ({ params, query, visibility }) => {
    const { value, stamps } = await routeRulesOf(meshNamed(meshes, params.mesh)).list()
    const isAsked = ({ namespace, service }: PolicyRef) =>
      (query.namespace ?? namespace) === namespace && (query.service ?? service) === service
    const seen = value.filter(({ ref }) => isAsked(ref) && seesPolicy(visibility, ref))
    return { value: await Promise.all(seen.map((policy) => withNames(database, policy))), stamps }
  })

  serve(routes, api.readRouteRule, async ({ params, signal }) => {
    const ref = { ...params, kind: 'route-rules' as const }
    const policy = await routeRulesOf(meshNamed(meshes, params.mesh)).read(ref, signal)
    return { policy: policy ? await withNames(database, policy) : null }
  })

  serve(routes, api.readRouteRuleCapabilities, ({ params }) =>
    routeRulesOf(meshNamed(meshes, params.mesh)).capabilities({
      mesh: params.mesh,
      namespace: params.namespace,
      name: params.service,
    }),
  )
}
