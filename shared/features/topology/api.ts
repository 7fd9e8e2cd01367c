import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { MeshName, NamespaceName } from '../../mesh/service.ts'
import { Topology } from './model.ts'

export const readTopology = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/topology',
  permission: 'services:read',
  summary: 'Who called whom in the window, with rates, error shares and latencies',
  params: z.object({ mesh: MeshName }),
  query: WindowQuery.safeExtend({ namespace: NamespaceName.optional() }),
  response: readingOf(Topology),
})
