import { z } from 'zod'
import type { Permission } from '../access/permission.ts'
import { endpoint } from '../contract/endpoint.ts'
import { Instant } from '../contract/instant.ts'
import { readingOf } from '../contract/reading.ts'
import { Capabilities } from './capability.ts'
import { type PolicyKind, PolicyRef, policyOf } from './policy.ts'
import { readTextOf, TypedDocuments, typedDocumentsLimit } from './policy-text.ts'
import { MeshName, NamespaceName, ServiceName } from './service.ts'

/** When a timed change takes a policy back, and which change it is. */
export const PolicyEnd = z.object({ at: Instant, change: z.string() })
export type PolicyEnd = z.infer<typeof PolicyEnd>

/** The newest known state of a policy: written here by a change, or found as somebody else left it. */
export const PolicyLast = z.object({
  revision: z.int().positive(),
  origin: z.enum(['meshdeck', 'outside']),
  /** When it was written here, or first seen. */
  at: Instant,
  author: z.string().optional(),
  change: z.string().optional(),
})
export type PolicyLast = z.infer<typeof PolicyLast>

/** A policy of a kind as it is told: with its newest known state, and the time at which the console takes it back by itself, if it does. */
export const toldPolicyOf = <Spec extends z.ZodType>(spec: Spec) =>
  policyOf(spec).extend({ last: PolicyLast.optional(), ends: PolicyEnd.optional() })

/** What every kind of policy is read by; it is written through changes alone. `spec` is the kind's observed schema. */
export function policyEndpoints<Kind extends PolicyKind, Spec extends z.ZodType>(kind: Kind, spec: Spec) {
  const permission: Permission = `${kind}:read`
  const policy = toldPolicyOf(spec)
  const place = z.object({ mesh: MeshName, namespace: NamespaceName, service: ServiceName })
  const ofService = `/meshes/:mesh/namespaces/:namespace/services/:service/${kind}` as const
  return {
    kind,
    /** What it takes to read policies of the kind. */
    permission,
    list: endpoint({
      method: 'GET',
      path: `/meshes/:mesh/${kind}`,
      permission,
      summary: `Policies of the kind ${kind} in a mesh, as far as the caller may see them`,
      params: z.object({ mesh: MeshName }),
      query: z.object({ namespace: NamespaceName.optional(), service: ServiceName.optional() }),
      response: readingOf(z.array(policy)),
    }),
    read: endpoint({
      method: 'GET',
      path: `${ofService}/:name`,
      permission,
      summary: `One policy of the kind ${kind}, read from the mesh now; \`policy: null\` where there is none yet`,
      params: place.extend({ name: PolicyRef.shape.name }),
      response: z.object({ policy: policy.nullable() }),
    }),
    readText: endpoint({
      method: 'POST',
      path: `${ofService}/:name/text`,
      permission,
      summary: `What documents of the kind ${kind} say, typed as the mesh would hold them; writes nothing`,
      params: place.extend({ name: PolicyRef.shape.name }),
      body: z.object({ documents: TypedDocuments }),
      bodyLimit: typedDocumentsLimit,
      response: readTextOf(spec),
    }),
    capabilities: endpoint({
      method: 'GET',
      path: ofService,
      permission,
      summary: `What those who read a service’s policies of the kind ${kind} can do with them`,
      params: place,
      query: z.object({
        /** The policy that is asked about; its readers may be fewer than all. */
        name: PolicyRef.shape.name.default('app'),
      }),
      response: Capabilities,
    }),
  }
}

/** The endpoints of some kind; what its specs are is the kind's own matter. */
export type PolicyEndpoints = ReturnType<typeof policyEndpoints<PolicyKind, z.ZodType>>
