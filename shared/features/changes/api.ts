import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { Cursor, pageOf } from '../../contract/page.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { PolicyEdit, PolicyRef } from '../../mesh/policy.ts'
import { TypedDocuments, typedDocumentsLimit } from '../../mesh/policy-text.ts'
import {
  ChangeId,
  ChangeProposal,
  ChangeRequest,
  ChangeState,
  CheckResult,
  Draft,
  ProposedEdits,
  RevertPreview,
  Revision,
} from './model.ts'

const change = z.object({ id: ChangeId })

export const checkEdits = endpoint({
  method: 'POST',
  path: '/checks',
  permission: 'changes:read',
  summary: 'Checks unsaved edits and shows what would be written',
  body: z.object({ edits: ProposedEdits, revertAt: Instant.optional() }),
  bodyLimit: 262_144,
  response: CheckResult,
})

export const proposeChange = endpoint({
  method: 'POST',
  path: '/changes',
  permission: 'changes:write',
  summary: 'Asks for a change; it is applied at once where its environment asks for no approval',
  body: ChangeProposal,
  bodyLimit: 262_144,
  response: ChangeRequest,
})

export const listChanges = endpoint({
  method: 'GET',
  path: '/changes',
  permission: 'changes:read',
  summary: 'Changes, newest first',
  query: z.object({
    mesh: MeshName.optional(),
    namespace: NamespaceName.optional(),
    service: ServiceName.optional(),
    state: ChangeState.optional(),
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: pageOf(ChangeRequest),
})

export const readChange = endpoint({
  method: 'GET',
  path: '/changes/:id',
  permission: 'changes:read',
  summary: 'One change with its steps and its proof',
  params: change,
  response: ChangeRequest,
})

export const proveChange = endpoint({
  method: 'POST',
  path: '/changes/:id/proof',
  permission: 'changes:read',
  summary: 'Reads the instances again and answers with the newest proof',
  params: change,
  response: ChangeRequest,
})

export const retryChange = endpoint({
  method: 'POST',
  path: '/changes/:id/retry',
  permission: 'changes:write',
  summary: 'Goes on with a failed or partially applied change',
  params: change,
  response: ChangeRequest,
})

export const previewRevert = endpoint({
  method: 'GET',
  path: '/changes/:id/revert',
  permission: 'changes:read',
  summary: 'What taking a change back would write now',
  params: change,
  response: RevertPreview,
})

export const revertChange = endpoint({
  method: 'POST',
  path: '/changes/:id/revert',
  permission: 'changes:write',
  summary: 'Asks for the change that takes an applied one back, the whole of it; answers with the new one',
  params: change,
  body: z.object({ reason: z.string().max(2000).default(''), revertAt: Instant.optional() }),
  response: ChangeRequest,
})

export const endChange = endpoint({
  method: 'POST',
  path: '/changes/:id/revert-now',
  permission: 'changes:write',
  summary:
    'Takes a change that ends by itself back now, as far as others have not changed it; answers with that change',
  params: change,
  response: ChangeRequest,
})

const policy = z.object({ ...PolicyRef.shape })
const policyPath = '/meshes/:mesh/namespaces/:namespace/services/:service/:kind/:name' as const

export const readDraft = endpoint({
  method: 'GET',
  path: `${policyPath}/draft`,
  permission: 'changes:write',
  summary: 'The draft that the caller keeps for a policy, if any',
  params: policy,
  response: z.object({ draft: Draft.nullable() }),
})

export const saveDraft = endpoint({
  method: 'PUT',
  path: `${policyPath}/draft`,
  permission: 'changes:write',
  summary: 'Keeps the caller’s unfinished edit of a policy',
  params: policy,
  body: PolicyEdit.omit({ ref: true }).extend({ text: TypedDocuments.optional() }),
  bodyLimit: 262_144 + typedDocumentsLimit,
  response: Draft,
})

export const discardDraft = endpoint({
  method: 'DELETE',
  path: `${policyPath}/draft`,
  permission: 'changes:write',
  summary: 'Throws the caller’s draft away',
  params: policy,
})

export const listRevisions = endpoint({
  method: 'GET',
  path: `${policyPath}/revisions`,
  permission: 'changes:read',
  summary: 'Known states of a policy, newest first',
  params: policy,
  query: z.object({
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ revisions: z.array(Revision), next: Cursor.optional(), total: z.int().nonnegative() }),
})
