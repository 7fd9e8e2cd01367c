import type { PolicyEndpoints } from '#shared/mesh/policy-endpoints.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { seesPolicy } from '../../changes/permission.ts'
import { readPolicy, recalled, targetOf } from '../../changes/target.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { meshNamed } from '../../ports/mesh.ts'
import type { PolicyDeps } from './policy-routes.ts'

/** Serves the policies of every kind as they stand in the meshes; they are written through changes alone. */
export function policyReadingRoutes(routes: Routes, deps: PolicyDeps): void {
  for (const definition of deps.kinds.values()) {
    const endpoints: PolicyEndpoints = definition.endpoints
    const targetIn = (mesh: string) => targetOf(meshNamed(deps.meshes, mesh), definition)

    serve(routes, endpoints.list, async ({ params, query, visibility }) => {
      const { value, stamps } = await targetIn(params.mesh).list()
      const isAsked = ({ namespace, service }: PolicyRef) =>
        (query.namespace ?? namespace) === namespace && (query.service ?? service) === service
      const seen = value.filter(({ ref }) => isAsked(ref) && seesPolicy(visibility, ref))
      return { value: await Promise.all(seen.map((policy) => recalled(deps.database, definition, policy))), stamps }
    })

    serve(routes, endpoints.read, async ({ params, signal }) => {
      const policy = await readPolicy(deps, { ...params, kind: definition.kind }, signal)
      return { policy: policy ?? null }
    })

    serve(routes, endpoints.capabilities, ({ params: { mesh, namespace, service }, query }) =>
      targetIn(mesh).capabilities({ mesh, namespace, service, kind: definition.kind, name: query.name }),
    )
  }
}
