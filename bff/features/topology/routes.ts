import { readTopology } from '#shared/features/topology/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import type { Meshes } from '../../ports/mesh.ts'
import { topologyService } from './service.ts'

/** Serves the graph of a mesh. */
export function topologyRoutes(routes: Routes, deps: { meshes: Meshes; now?: () => number }): void {
  const topology = topologyService(deps)

  serve(routes, readTopology, ({ params, query, visibility, signal }) =>
    topology.read(params.mesh, query, visibility, signal),
  )
}
