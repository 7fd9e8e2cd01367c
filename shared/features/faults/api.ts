import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName, ServiceRef } from '../../mesh/service.ts'
import { ObservedFault } from './model.ts'

export const faultEndpoints = policyEndpoints('faults', ObservedFault)

const End = ServiceRef.pick({ namespace: true, name: true })

/** Calls between two services that a fault is asked for. */
export const FaultedEdge = z.object({
  caller: End,
  callee: End,
  /** Calls a second. */
  rate: z.number().nonnegative(),
})
export type FaultedEdge = z.infer<typeof FaultedEdge>

/** Whose calls a fault meets, from the calls of a window; those of a match group are some of them. */
export const readFaultReach = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/faults/:name/reach',
  permission: 'faults:read',
  summary: 'Callers whose proxies read a fault, with the calls a second that they make to the services it is about',
  params: z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName, name: PolicyRef.shape.name }),
  query: WindowQuery,
  response: readingOf(z.array(FaultedEdge)),
})
