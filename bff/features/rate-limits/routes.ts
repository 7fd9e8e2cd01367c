import { Problem } from '#shared/contract/problem.ts'
import { backtestRateLimit } from '#shared/features/rate-limits/backtest.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { seesPolicy } from '../../changes/permission.ts'
import { demand } from '../../http/actor.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { backtest } from './backtest.ts'

/** Serves what drafted limits would have done to recorded calls; the policies themselves are served with those of every kind. */
export function rateLimitRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, backtestRateLimit, async ({ params, query, body, actor, signal }) => {
    const mesh = meshNamed(meshes, params.mesh)
    const ref: PolicyRef = { ...body.ref, mesh: mesh.name, kind: 'rate-limits' }
    const place = { mesh: mesh.name, namespace: ref.namespace, service: ref.service }
    demand(actor, 'rate-limits:read', place)
    demand(actor, 'calls:read', place)
    const target = mesh.target('rate-limits')
    if (!target) throw new Problem('not-found', { params: { noun: 'policy kind', id: ref.kind } })
    const policies = actor.visibility('rate-limits:read', mesh.name)
    const question = {
      mesh,
      target,
      ref,
      spec: body.spec,
      last: query.last,
      visibility: actor.visibility('calls:read', mesh.name),
      mayUnmask: actor.may('calls:unmask', place),
      sees: (other: PolicyRef) => seesPolicy(policies, other),
    }
    return await backtest(question, signal)
  })
}
