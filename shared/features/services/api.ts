import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { Series, ServiceDetail, ServiceSummary } from './model.ts'

const place = z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName })

export const listServices = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/services',
  permission: 'services:read',
  summary: 'Registered services that the caller may see, with their traffic in the window',
  params: z.object({ mesh: MeshName }),
  query: WindowQuery.safeExtend({ namespace: NamespaceName.optional() }),
  response: readingOf(z.array(ServiceSummary)),
})

export const readService = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service',
  permission: 'services:read',
  summary: 'One service: versions, instances, callers and callees',
  params: place,
  query: WindowQuery,
  response: readingOf(ServiceDetail),
})

/** Rate per second, failed share (0–1) and latency in milliseconds by version; all series share the step. */
export const readServiceSeries = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/series',
  permission: 'services:read',
  summary: 'Rate, failed share and latency of a service over the window, one line a version',
  params: place,
  query: WindowQuery.safeExtend({ caller: ServiceName.optional() }),
  response: readingOf(
    z.object({
      from: Instant,
      stepSeconds: z.number().positive(),
      rate: z.array(Series),
      failed: z.array(Series),
      p50: z.array(Series),
      p95: z.array(Series),
      p99: z.array(Series),
    }),
  ),
})
