import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { ChangeRequest } from './model.ts'
import { Reason } from './review.ts'

/**
 * Why a change waits for somebody. `review`: they may give an approval that it still needs; `sent-back`: they wrote a part of it;
 * of theirs: `approved` and to be applied or scheduled, `suspended`, `partly-applied`, `failed`, or `revert-left`: it was to end by
 * itself, and left something to others or cannot be taken back at the moment.
 */
export const InboxKind = z.enum([
  'review',
  'sent-back',
  'approved',
  'suspended',
  'partly-applied',
  'failed',
  'revert-left',
])
export type InboxKind = z.infer<typeof InboxKind>

/** Kinds that are only to be known: the rest goes away when it is done. */
export const dismissible: readonly InboxKind[] = ['failed', 'revert-left']

export const InboxItem = z.object({
  kind: InboxKind,
  change: ChangeRequest,
  /** Since when it waits, as far as that is known. */
  since: Instant,
  /** The reader was asked by name. */
  asked: z.boolean(),
  /** What stands in the way, where something does. */
  why: Reason.optional(),
})
export type InboxItem = z.infer<typeof InboxItem>
