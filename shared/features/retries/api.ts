import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { MeshName, ServiceRef } from '../../mesh/service.ts'
import { ObservedRetries } from './model.ts'

export const retriesEndpoints = policyEndpoints('retries', ObservedRetries)

const End = ServiceRef.pick({ namespace: true, name: true })

/** How much load retries can make of the calls that enter the mesh. */
export const readWorstLoad = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/retries/worst-load',
  permission: 'retries:read',
  summary: 'The worst multiplied load of each service by the retries in force, along the calls of a window',
  params: z.object({ mesh: MeshName }),
  query: WindowQuery,
  response: readingOf(
    z.array(
      z.object({
        service: End,
        /** 1 where nothing is tried again; absent where retries feed a circle and the load has no bound. */
        factor: z.number().min(1).optional(),
        /** From the entry to the service. */
        path: z.array(End),
      }),
    ),
  ),
})
