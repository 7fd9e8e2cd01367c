import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { Cursor, pageOf } from '../../contract/page.ts'
import { PolicyKind, PolicyRef } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { ChangeRequest } from '../changes/model.ts'
import { RestoreWish } from '../revisions/api.ts'
import { RestorePreview } from '../revisions/model.ts'
import { Drift, PolicyDrift } from './model.ts'

export const listDrift = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/drift',
  permission: 'drift:read',
  summary:
    'Policies that stand otherwise than the last state that was written here or adopted, the newest difference first',
  params: z.object({ mesh: MeshName }),
  query: z.object({
    namespace: NamespaceName.optional(),
    service: ServiceName.optional(),
    kind: PolicyKind.optional(),
    /** `ignored`: only those that are let be for a while; else only the others. */
    state: z.enum(['drifting', 'ignored']).default('drifting'),
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: pageOf(Drift).extend({
    /** How many match but for the state. */
    drifting: z.int().nonnegative(),
    ignored: z.int().nonnegative(),
    /** When the first of the ignored ones comes back by itself. */
    comesBackAt: Instant.optional(),
  }),
})

const policy = z.object({ ...PolicyRef.shape })
const driftPath = '/meshes/:mesh/namespaces/:namespace/services/:service/:kind/:name/drift' as const
/** The revision that the person saw: of a newer one nobody has said anything. */
const seen = { number: z.int().positive(), reason: z.string().trim().min(1).max(2000) }

export const readDrift = endpoint({
  method: 'GET',
  path: driftPath,
  permission: 'drift:read',
  summary: 'How a policy stands to what was accepted of it',
  params: policy,
  response: PolicyDrift,
})

export const adoptDrift = endpoint({
  method: 'POST',
  path: `${driftPath}/adoption`,
  permission: 'drift:write',
  summary: 'Accepts what stands in the mesh; nothing is written to it',
  params: policy,
  body: z.object(seen),
  response: PolicyDrift,
})

export const ignoreDrift = endpoint({
  method: 'PUT',
  path: `${driftPath}/ignored`,
  permission: 'drift:write',
  summary: 'Lets a difference be until a time, or until the policy is changed again',
  params: policy,
  body: z.object({ ...seen, until: Instant }),
  response: PolicyDrift,
})

export const watchDrift = endpoint({
  method: 'DELETE',
  path: `${driftPath}/ignored`,
  permission: 'drift:write',
  summary: 'Ends letting a difference be',
  params: policy,
  response: PolicyDrift,
})

export const previewDriftRevert = endpoint({
  method: 'GET',
  path: `${driftPath}/revert`,
  permission: 'drift:read',
  summary: 'What putting the accepted state back would write now',
  params: policy,
  response: RestorePreview,
})

export const revertDrift = endpoint({
  method: 'POST',
  path: `${driftPath}/revert`,
  permission: 'drift:write',
  summary: 'Asks for the change that puts the accepted state back; answers with it',
  params: policy,
  body: RestoreWish,
  response: ChangeRequest,
})
