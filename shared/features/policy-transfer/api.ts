import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { PolicyKind } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { longestTransfer, TransferPlan, TransferSource } from './model.ts'

export const exportPolicies = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/policy-transfer/export',
  permission: 'services:read',
  summary: 'Policies of a namespace, or of one called service in it, as one YAML document without ids and bases',
  params: z.object({ mesh: MeshName }),
  query: z.object({ namespace: NamespaceName, service: ServiceName.optional() }),
  response: z.object({
    /** What a file of it may be called. */
    file: z.string(),
    text: z.string(),
    policies: z.int().nonnegative(),
    /** Kinds that the caller may not read. */
    unread: z.array(PolicyKind),
  }),
})

export const planTransfer = endpoint({
  method: 'POST',
  path: '/meshes/:mesh/policy-transfer/plan',
  permission: 'changes:read',
  summary: 'What bringing policies into a namespace would do, with the edits to propose; writes nothing',
  params: z.object({ mesh: MeshName }),
  body: z.object({
    /** Where they are to stand. */
    namespace: NamespaceName,
    /** An export, or the place whose policies are copied. */
    from: z.union([z.strictObject({ text: z.string().min(1).max(longestTransfer) }), TransferSource]),
    /** When the request that proposes them ends by itself. */
    revertAt: Instant.optional(),
  }),
  // A text grows by what JSON escapes in it.
  bodyLimit: 2 * longestTransfer + 4096,
  response: TransferPlan,
})
