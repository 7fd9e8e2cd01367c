import { settleWindow } from '#shared/contract/window.ts'
import { readFaultReach } from '#shared/features/faults/api.ts'
import type { FaultedEdge } from '#shared/features/faults/api.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { scopeOfFault } from './scope.ts'

/** Serves whose calls a fault meets; the policies themselves are served with those of every kind. */
export function faultRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, readFaultReach, async ({ params, query, visibility, signal }) => {
    const scope = scopeOfFault(params)
    const window = settleWindow(query, Date.now())
    const { value, stamps } = await meshNamed(meshes, params.mesh).metrics.edges(window, visibility, signal)
    const rates = new Map<string, FaultedEdge>()
    for (const { from, to, traffic } of value) {
      // Calls from outside pass no caller's proxy, so none of them meets a fault.
      if (from.kind !== 'service' || to.kind !== 'service' || from.service.namespace !== params.namespace) continue
      if (scope.caller !== undefined && from.service.name !== scope.caller) continue
      if (scope.callee !== undefined && to.service.name !== scope.callee) continue
      const [caller, callee] = [endOf(from.service), endOf(to.service)]
      const key = JSON.stringify([caller, callee])
      rates.set(key, { caller, callee, rate: (rates.get(key)?.rate ?? 0) + traffic.rate })
    }
    return { value: [...rates.values()].toSorted((one, other) => other.rate - one.rate), stamps }
  })
}

const endOf = ({ namespace, name }: ServiceRef) => ({ namespace, name })
