import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { CheckResult, Revision } from '../changes/model.ts'

/** A state with what is kept of it besides. */
export const KeptRevision = Revision.extend({
  /** How much of the documents `spec` tells; absent where that was not kept. */
  understood: z.enum(['whole', 'partly', 'not']).optional(),
})
export type KeptRevision = z.infer<typeof KeptRevision>

/** What giving a policy back a state that it had would write now. */
export const RestorePreview = CheckResult.extend({
  /** What it would be written on; a restore names it, so that it is a conflict when it has moved by then. */
  base: z.string(),
  /** False where the mesh would hold what it holds already. */
  writes: z.boolean(),
})
export type RestorePreview = z.infer<typeof RestorePreview>

/** A state without its documents: what they say, and whether they are in force. `unread`: nobody could read them, so `spec` says nothing. */
const Said = z.object({ spec: z.unknown(), enabled: z.boolean(), unread: z.literal(true).optional() })
export type Said = z.infer<typeof Said>

/**
 * What happened to a policy once, as a mesh's history tells it. `found`: it stood there when the console looked for the first time, so
 * nobody knows since when. Without `after` the policy was deleted; without `before` there was none.
 */
export const HistoryEntry = Revision.pick({ number: true, origin: true, author: true, change: true, at: true }).extend({
  ref: PolicyRef,
  /** Of the change; one that takes another back has that one's title and names it. */
  title: z.string().optional(),
  reverts: z.string().optional(),
  found: z.boolean(),
  before: Said.optional(),
  after: Said.optional(),
  at: Instant,
})
export type HistoryEntry = z.infer<typeof HistoryEntry>
