import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { ChangeId } from '../changes/model.ts'
import { KeptRevision } from '../revisions/model.ts'

/** Longest time, in days, for which drift may be let be. */
export const longestIgnoreDays = 90

/** That somebody took what others had made of a policy for the accepted state. */
export const Adoption = z.object({
  /** The revision that was accepted. */
  number: z.int().positive(),
  actor: z.string(),
  reason: z.string(),
  at: Instant,
})
export type Adoption = z.infer<typeof Adoption>

/** That drift is let be until a time; it ends by itself then, and when the policy is changed again. */
export const Ignored = Adoption.extend({ until: Instant })
export type Ignored = z.infer<typeof Ignored>

/**
 * A policy that stands in its mesh otherwise than the last revision that was written here or adopted. A policy of which nothing was ever
 * accepted does not drift, whatever others do to it.
 */
export const Drift = z.object({
  ref: PolicyRef,
  /** When the first difference was seen that lasts until now. */
  since: Instant,
  /** What was accepted last, and how: written by a change, or adopted. */
  accepted: KeptRevision,
  adoption: Adoption.optional(),
  /** What stands there now. */
  found: KeptRevision,
  ignored: Ignored.optional(),
  /** Changes under way that touch the policy. */
  openChanges: z.array(z.object({ id: ChangeId, author: z.string() })),
})
export type Drift = z.infer<typeof Drift>

/** How a policy stands to what was accepted of it: `unaccepted` is one of which nothing was ever. */
export const PolicyDrift = z.object({
  state: z.enum(['unaccepted', 'accepted', 'drifting', 'ignored']),
  /** Number of the newest revision; 0 for a policy that was never seen. */
  newest: z.int().nonnegative(),
  drift: Drift.optional(),
  /** Newest first. */
  adoptions: z.array(Adoption),
})
export type PolicyDrift = z.infer<typeof PolicyDrift>
