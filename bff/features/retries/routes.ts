import type { Visibility } from '#shared/access/visibility.ts'
import { readWorstLoad } from '#shared/features/retries/api.ts'
import { ObservedRetries, attemptsOf } from '#shared/features/retries/model.ts'
import { worstLoads } from '#shared/features/retries/worst-load.ts'
import { settleWindow } from '#shared/contract/window.ts'
import { type Policy } from '#shared/mesh/policy.ts'
import { type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import { seesPolicy } from '../../changes/permission.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { Window } from '#shared/contract/window.ts'

/** Serves what retries come to along the graph; the policies themselves are served with those of every kind. */
export function retriesRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, readWorstLoad, ({ params, query, visibility, signal }) =>
    worstLoadOf(meshNamed(meshes, params.mesh), settleWindow(query, Date.now()), visibility, signal),
  )
}

async function worstLoadOf(mesh: ConnectedMesh, window: Window, visibility: Visibility, signal: AbortSignal) {
  const [edges, policies] = await Promise.all([
    mesh.metrics.edges(window, visibility, signal),
    mesh.target('retries')?.list() ?? { value: [], stamps: [] },
  ])
  const inForce = policies.value.filter(({ ref, enabled }) => enabled && seesPolicy(visibility, ref))
  const services = new Map<string, ServiceRef>()
  const calls = edges.value.flatMap(({ from, to }) => {
    if (from.kind !== 'service' || to.kind !== 'service') return []
    for (const { service } of [from, to]) services.set(serviceKey(service), service)
    return [{ caller: from.service, callee: to.service }]
  })
  const loads = worstLoads(
    calls.map(({ caller, callee }) => ({
      caller: serviceKey(caller),
      callee: serviceKey(callee),
      attempts: attemptsBetween(caller, callee, inForce),
    })),
  )
  const endOf = (key: string) => {
    const { namespace = '', name = '' } = services.get(key) ?? {}
    return { namespace, name }
  }
  const value = loads.map(({ service, factor, path }) => ({
    service: endOf(service),
    ...(Number.isFinite(factor) ? { factor } : {}),
    path: path.map(endOf),
  }))
  return { value, stamps: [...edges.stamps, ...policies.stamps] }
}

/** Attempts that one call can become: by the policy of the service before the one for all, by the caller's own before the namespace's. */
function attemptsBetween(caller: ServiceRef, callee: ServiceRef, policies: readonly Policy[]): number {
  const read = policies.filter(({ ref: { namespace, name } }) => {
    return namespace === caller.namespace && (name === 'app' || name === `caller:${caller.name}`)
  })
  const ranked = [callee.name, '*'].flatMap((service) =>
    [`caller:${caller.name}`, 'app'].map((name) =>
      read.find(({ ref }) => ref.service === service && ref.name === name),
    ),
  )
  const spec = ObservedRetries.safeParse(ranked.find((policy) => policy !== undefined)?.spec)
  return spec.success ? attemptsOf(spec.data) : 1
}
