import { settleWindow } from '#shared/contract/window.ts'
import { backtestCircuitBreaker, readCircuits } from '#shared/features/circuit-breakers/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { seesPolicy } from '../../changes/permission.ts'
import { demand } from '../../http/actor.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { backtest } from './backtest.ts'
import { circuitStates } from './states.ts'

/** Serves what recorded calls say of circuits: those that are open, and those that a draft would have opened. */
export function circuitBreakerRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, readCircuits, ({ params, query, actor, visibility, signal }) => {
    const named = actor.visibility('circuit-breakers:read', params.mesh)
    const reader = { visibility, sees: (ref: PolicyRef) => seesPolicy(named, ref) }
    return circuitStates(meshNamed(meshes, params.mesh), query, reader, signal)
  })

  serve(routes, backtestCircuitBreaker, async ({ params, query, body, actor, signal }) => {
    const { mesh, namespace, service } = params
    demand(actor, 'circuit-breakers:read', { mesh, namespace, service })
    demand(actor, 'calls:read', { mesh, namespace, ...(service === '*' ? {} : { service }) })
    const window = settleWindow({ last: query.last }, Date.now())
    const visibility = actor.visibility('calls:read', mesh)
    const ref = { ...params, kind: 'circuit-breakers' as const }
    const mayUnmask = actor.may('calls:unmask', { mesh, namespace, service })
    const question = { mesh: meshNamed(meshes, mesh), ref, spec: body.spec, window, visibility, mayUnmask }
    return await backtest(question, signal)
  })
}
