import type { PolicyEnd, PolicyEndpoints, PolicyLast } from '#shared/mesh/policy-endpoints.ts'
import { noBase, type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { endsOf } from '../../changes/ends.ts'
import { type NewestRevision, newestRevisions } from '../../changes/revisions.ts'
import type { Changes } from '../../changes/tables.ts'
import { seesPolicy } from '../../changes/permission.ts'
import { readPolicy, recalled, targetOf } from '../../changes/target.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { meshNamed } from '../../ports/mesh.ts'
import type { PolicyDeps } from './policy-routes.ts'
import { readText } from './read-text.ts'

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
      const known = await knownOf(deps.database, params.mesh)
      const told = seen.map(async (policy) => withKnown(await recalled(deps.database, definition, policy), known))
      return { value: await Promise.all(told), stamps }
    })

    serve(routes, endpoints.read, async ({ params, signal }) => {
      const ref = { ...params, kind: definition.kind }
      const policy = await readPolicy(deps, ref, signal)
      return { policy: policy ? withKnown(policy, await knownOf(deps.database, params.mesh)) : null }
    })

    serve(routes, endpoints.readText, async ({ params, body: { documents } }) => {
      const ref = { ...params, kind: definition.kind }
      const read = await readText(targetIn(params.mesh), ref, documents)
      if (read.spec === null) return read
      const policy = { ...read, ref, spec: read.spec, enabled: true, base: noBase, native: [] }
      return { ...read, spec: (await recalled(deps.database, definition, policy)).spec }
    })

    serve(routes, endpoints.capabilities, ({ params: { mesh, namespace, service }, query }) =>
      targetIn(mesh).capabilities({ mesh, namespace, service, kind: definition.kind, name: query.name }),
    )
  }
}

/** What the console knows of a mesh's policies beside what stands there, by `policyKey`. */
interface Known {
  ends: ReadonlyMap<string, PolicyEnd>
  newest: ReadonlyMap<string, NewestRevision>
}

async function knownOf(database: Changes, mesh: string): Promise<Known> {
  const [ends, newest] = await Promise.all([endsOf(database, mesh), newestRevisions(database, mesh)])
  return { ends, newest }
}

/** A policy with its newest known state, and the time at which a timed change takes it back. */
function withKnown(policy: Policy, known: Known) {
  const key = policyKey(policy.ref)
  const [newest, ends] = [known.newest.get(key), known.ends.get(key)]
  return { ...policy, ...(newest && { last: lastOf(newest) }), ...(ends && { ends }) }
}

const lastOf = ({ number, content: _, ...rest }: NewestRevision): PolicyLast => ({ revision: number, ...rest })
