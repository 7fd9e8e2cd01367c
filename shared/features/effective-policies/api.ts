import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { EffectiveStep } from './model.ts'

export const readEffectivePolicies = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/namespaces/:namespace/services/:service/effective-policies',
  permission: 'services:read',
  summary: 'Every policy that calls to a service meet, in the order in which they do, and what overrides what',
  params: z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName }),
  query: z.object({
    /** Whose calls; those of anybody when left out. */
    caller: ServiceName.optional(),
    /** The caller's; the called service's when left out. */
    callerNamespace: NamespaceName.optional(),
    callerVersion: z.string().max(64).optional(),
  }),
  response: readingOf(z.array(EffectiveStep)),
})
