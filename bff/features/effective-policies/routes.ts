import { readEffectivePolicies } from '#shared/features/effective-policies/api.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { seesPolicy } from '../../changes/permission.ts'
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
  serve(routes, readEffectivePolicies, async ({ params, query, actor, visibility }) => {
    const { mesh, namespace, service } = params
    const place = { mesh, namespace, service }
    // Who may not read a kind is told of the others.
    const readable = [...deps.kinds.values()].filter(({ endpoints }) => actor.may(endpoints.permission, place))
    const caller = query.caller && {
      namespace: query.callerNamespace ?? namespace,
      service: query.caller,
      version: query.callerVersion,
    }
    return effectivePolicies(meshNamed(deps.meshes, mesh), readable, {
      calls: { caller: caller || undefined, callee: { namespace, service } },
      sees: (ref) => seesPolicy(visibility, ref),
    })
  })
}
