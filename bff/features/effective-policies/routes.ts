import { readEffectivePolicies } from '#shared/features/effective-policies/api.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { effectivePolicies } from './service.ts'

export interface EffectivePolicyDeps {
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Serves what all policies together come to for the calls of a pair. */
export function effectivePolicyRoutes(routes: Routes, deps: EffectivePolicyDeps): void {
  serve(routes, readEffectivePolicies, async ({ params, query, actor }) => {
    const { mesh, namespace, service } = params
    const caller = query.caller && {
      namespace: query.callerNamespace ?? namespace,
      service: query.caller,
      version: query.callerVersion,
    }
    return effectivePolicies(
      { mesh: meshNamed(deps.meshes, mesh), kinds: deps.kinds, actor },
      { caller: caller || undefined, callee: { namespace, service } },
    )
  })
}
