import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { WindowQuery } from '../../contract/window.ts'
import { ProposedEdits } from '../changes/model.ts'
import { Impact } from './model.ts'

/** The last hour unless a window is given. Needs `calls:read` for each called service, too. */
export const readImpact = endpoint({
  method: 'POST',
  path: '/impact',
  permission: 'changes:read',
  summary: 'What unsaved edits of route rules would have done to the recorded calls of a window',
  query: WindowQuery,
  body: z.object({ edits: ProposedEdits }),
  bodyLimit: 262_144,
  response: Impact,
})
