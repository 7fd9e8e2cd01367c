import { settleWindow } from '#shared/contract/window.ts'
import * as api from '#shared/features/services/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { readService } from './detail.ts'
import { listServices } from './list.ts'
import { readSeries } from './series.ts'

/** Serves the services of a mesh from its registry and its figures. */
export function serviceRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, api.listServices, ({ params, query, visibility, signal }) => {
    const window = settleWindow(query, Date.now())
    return listServices(meshNamed(meshes, params.mesh), { window, namespace: query.namespace, visibility, signal })
  })

  serve(routes, api.readService, ({ params, query, visibility, signal }) => {
    const service = { mesh: params.mesh, namespace: params.namespace, name: params.service }
    return readService(meshNamed(meshes, params.mesh), {
      service,
      window: settleWindow(query, Date.now()),
      visibility,
      signal,
    })
  })

  serve(routes, api.readServiceSeries, ({ params, query, visibility, signal }) => {
    const service = { mesh: params.mesh, namespace: params.namespace, name: params.service }
    const window = settleWindow(query, Date.now())
    return readSeries(meshNamed(meshes, params.mesh), { service, caller: query.caller, window, visibility, signal })
  })
}
