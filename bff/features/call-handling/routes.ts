import { readCallHandling } from '#shared/features/call-handling/api.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { handlingOf } from './service.ts'

export interface CallHandlingDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Serves which policies handled a recorded call. */
export function callHandlingRoutes(routes: Routes, { database, meshes, kinds }: CallHandlingDeps): void {
  serve(routes, readCallHandling, ({ params, actor, visibility, signal }) =>
    handlingOf({ database, kinds, actor, mesh: meshNamed(meshes, params.mesh) }, params.id, { visibility, signal }),
  )
}
