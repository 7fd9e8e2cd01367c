import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { ManualWrite } from '../../mesh/manual-write.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { ChangeId, ProposedEdits } from './model.ts'

/** The writes of a change by hand, in the order in which the console writes them; each tells whose documents it writes. */
export const ManualWrites = z.object({ writes: z.array(ManualWrite.extend({ ref: PolicyRef })) })
export type ManualWrites = z.infer<typeof ManualWrites>

export const readCommands = endpoint({
  method: 'GET',
  path: '/changes/:id/commands',
  permission: 'changes:read',
  summary: 'The commands that write a change without the console',
  params: z.object({ id: ChangeId }),
  response: ManualWrites,
})

export const previewCommands = endpoint({
  method: 'POST',
  path: '/checks/commands',
  permission: 'changes:read',
  summary: 'The commands that write unsaved edits without the console',
  body: z.object({ edits: ProposedEdits }),
  bodyLimit: 262_144,
  response: ManualWrites,
})
