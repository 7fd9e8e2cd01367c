import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Freeze, FreezeDraft, FreezeId, FreezeUpdate } from './model.ts'

export const listFreezes = endpoint({
  method: 'GET',
  path: '/freezes',
  permission: 'freezes:read',
  summary: 'Freezes by their begin: all that run or come, then the last 100 that are over or were lifted, newest first',
  query: z.object({ environment: Freeze.shape.environment.optional() }),
  response: z.object({ freezes: z.array(Freeze) }),
})

export const createFreeze = endpoint({
  method: 'POST',
  path: '/freezes',
  permission: 'freezes:write',
  summary: 'Freezes an environment from one moment to another; the permission is needed in the whole environment',
  body: FreezeDraft,
  response: Freeze,
})

export const updateFreeze = endpoint({
  method: 'PUT',
  path: '/freezes/:id',
  permission: 'freezes:write',
  summary: 'Sets window, reason and exceptions of a freeze that is not over',
  params: z.object({ id: FreezeId }),
  body: FreezeUpdate,
  response: Freeze,
})

export const liftFreeze = endpoint({
  method: 'POST',
  path: '/freezes/:id/lift',
  // Who may lift is written in the freeze; whoever may freeze the environment may also lift.
  permission: 'freezes:read',
  summary: 'Ends a freeze before its time, or before it begins',
  params: z.object({ id: FreezeId }),
  body: z.object({ reason: z.string().trim().min(1).max(500), revision: Freeze.shape.revision }),
  response: Freeze,
})
