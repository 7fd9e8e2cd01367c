import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { Capabilities } from '../../mesh/capability.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { RouteRulePolicy } from './model.ts'

const place = z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName })

export const listRouteRules = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/route-rules',
  permission: 'route-rules:read',
  summary: 'Route rules of a mesh that the caller may see',
  params: z.object({ mesh: MeshName }),
  query: z.object({ namespace: NamespaceName.optional(), service: ServiceName.optional() }),
  response: readingOf(z.array(RouteRulePolicy)),
})

export const readRouteRule = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/route-rules/:name',
  permission: 'route-rules:read',
  summary: 'One route rule, read from the mesh now; `policy: null` where there is none yet',
  params: place.extend({ name: z.string() }),
  response: z.object({ policy: RouteRulePolicy.nullable() }),
})

export const readRouteRuleCapabilities = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/route-rules',
  permission: 'route-rules:read',
  summary: 'What the data planes that read a service’s route rules can do',
  params: place,
  response: Capabilities,
})
