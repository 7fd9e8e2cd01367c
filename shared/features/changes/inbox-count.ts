import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'

// Alone in its file: the badge is part of every page, and brings nothing else of changes along.
export const countInbox = endpoint({
  method: 'GET',
  path: '/inbox/count',
  permission: 'changes:read',
  summary: 'How much waits for the caller, for a badge; stale whenever the topic `changes` is',
  response: z.object({
    total: z.int().nonnegative(),
    /** Reviews that wait for the caller, part of `total`. */
    reviews: z.int().nonnegative(),
    /** There may be more than were counted. */
    more: z.boolean(),
  }),
})
