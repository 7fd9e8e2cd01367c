import { seesService } from '#shared/access/visibility.ts'
import * as api from '#shared/features/meshes/api.ts'
import type { Mesh } from '#shared/features/meshes/model.ts'
import type { Actor } from '../../http/actor.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'

/** Serves how the console is connected to its meshes. */
export function meshRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, api.listMeshes, async ({ actor }) => {
    const seen = [...meshes.values()].filter(({ name }) => actor.may('meshes:read', { mesh: name }))
    return { meshes: await Promise.all(seen.map((mesh) => asSeen(mesh, actor))) }
  })

  serve(routes, api.testMesh, async ({ params, signal }) => ({
    tests: await meshNamed(meshes, params.mesh).test(signal),
  }))
}

/** A mesh with the namespaces in which the actor sees a service at all. */
async function asSeen(mesh: ConnectedMesh, actor: Actor): Promise<Mesh> {
  const { name, kind, sampling } = mesh
  const visibility = actor.visibility('services:read', name)
  const { value } = await mesh.registry.snapshot()
  const namespaces = value.services.filter((service) => seesService(visibility, service)).map((one) => one.namespace)
  return {
    name,
    kind,
    sampling,
    namespaces: [...new Set(namespaces)].toSorted(),
    connections: mesh.connections(),
    capabilities: await mesh.frameworks(),
  }
}
