import { settleWindow } from '#shared/contract/window.ts'
import * as api from '#shared/features/overview/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { readOverview } from './read.ts'

/** Serves the overview of a mesh. */
export function overviewRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, api.readOverview, ({ params, query, visibility, signal }) => {
    const window = settleWindow(query, Date.now())
    return readOverview(meshNamed(meshes, params.mesh), { window, namespace: query.namespace, visibility, signal })
  })
}
