import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { MeshName } from '../../mesh/service.ts'
import { ConnectionTest, Mesh } from './model.ts'

export const listMeshes = endpoint({
  method: 'GET',
  path: '/meshes',
  permission: 'meshes:read',
  summary: 'Connected meshes with their namespaces, connections and capabilities',
  response: z.object({ meshes: z.array(Mesh) }),
})

export const testMesh = endpoint({
  method: 'POST',
  path: '/meshes/:mesh/test',
  permission: 'meshes:read',
  summary: 'Asks each of a mesh’s backends for its version now',
  params: z.object({ mesh: MeshName }),
  response: z.object({ tests: z.array(ConnectionTest) }),
})
