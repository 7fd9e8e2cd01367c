import { RefusedRequest } from './call.ts'

/** What somebody who was quicker has stored, as a refused save tells it; undefined where it was refused for another reason. */
export const theirsIn = <Stored>(error: unknown): Stored | undefined =>
  error instanceof RefusedRequest && error.code === 'conflict'
    ? (error.theirs as Stored | undefined) // the endpoint's own answer
    : undefined
