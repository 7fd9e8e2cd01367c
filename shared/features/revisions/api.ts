import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { Cursor } from '../../contract/page.ts'
import { PolicyKind, PolicyRef } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { ChangeRequest, Revision } from '../changes/model.ts'
import { HistoryEntry, KeptRevision, RestorePreview } from './model.ts'

export const listHistory = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/revisions',
  permission: 'changes:read',
  summary: 'What was made of a mesh’s policies, here or by others, newest first',
  params: z.object({ mesh: MeshName }),
  query: z.object({
    namespace: NamespaceName.optional(),
    service: ServiceName.optional(),
    kind: PolicyKind.optional(),
    name: PolicyRef.shape.name.optional(),
    origin: Revision.shape.origin.optional(),
    author: z.string().max(200).optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ items: z.array(HistoryEntry), next: Cursor.optional() }),
})

const revision = z.object({ ...PolicyRef.shape, number: z.coerce.number().int().positive().max(1_000_000_000) })
const revisionPath = '/meshes/:mesh/namespaces/:namespace/services/:service/:kind/:name/revisions/:number' as const

export const readRevision = endpoint({
  method: 'GET',
  path: revisionPath,
  permission: 'changes:read',
  summary: 'One known state of a policy with its documents',
  params: revision,
  response: KeptRevision,
})

export const previewRestore = endpoint({
  method: 'GET',
  path: `${revisionPath}/restore`,
  permission: 'changes:read',
  summary: 'What giving the policy back this state would write now',
  params: revision,
  response: RestorePreview,
})

/** What is said of a change that gives a policy back a state. `base` is the preview's. */
export const RestoreWish = z.object({
  base: z.string().max(200),
  title: z.string().trim().min(1).max(120),
  reason: z.string().max(2000).default(''),
  revertAt: Instant.optional(),
})
export type RestoreWish = z.infer<typeof RestoreWish>

export const restoreRevision = endpoint({
  method: 'POST',
  path: `${revisionPath}/restore`,
  permission: 'changes:write',
  summary: 'Asks for the change that gives the policy back this state; answers with it',
  params: revision,
  body: RestoreWish,
  response: ChangeRequest,
})
