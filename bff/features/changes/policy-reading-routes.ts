import type { PolicyEnd, PolicyEndpoints } from '#shared/mesh/policy-endpoints.ts'
import { type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { endsOf } from '../../changes/ends.ts'
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
      // What is for every called service is about each of them.
      const isAsked = ({ namespace, service }: PolicyRef) =>
        (query.namespace ?? namespace) === namespace &&
        (query.service === undefined || service === '*' || service === query.service)
      const seen = value.filter(({ ref }) => isAsked(ref) && seesPolicy(visibility, ref))
      const ends = await endsOf(deps.database, params.mesh)
      const told = seen.map(async (policy) =>
        withEnd(await recalled(deps.database, definition, policy), ends.get(policyKey(policy.ref))),
      )
      return { value: await Promise.all(told), stamps }
    })

    serve(routes, endpoints.read, async ({ params, signal }) => {
      const ref = { ...params, kind: definition.kind }
      const policy = await readPolicy(deps, ref, signal)
      const ends = await endsOf(deps.database, params.mesh)
      return { policy: policy ? withEnd(policy, ends.get(policyKey(ref))) : null }
    })

    serve(routes, endpoints.capabilities, ({ params: { mesh, namespace, service }, query }) =>
      targetIn(mesh).capabilities({ mesh, namespace, service, kind: definition.kind, name: query.name }),
    )
  }
}

/** A policy with the time at which a timed change takes it back. */
const withEnd = (policy: Policy, ends: PolicyEnd | undefined) => ({ ...policy, ...(ends ? { ends } : {}) })
