import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { ConditionField, Match } from '../../mesh/match.ts'
import { PolicyKind } from '../../mesh/policy.ts'
import { Revision } from '../changes/model.ts'
import { EffectivePolicy, EffectiveState, EffectiveStep } from '../effective-policies/model.ts'

/**
 * What became of a policy for one call. As in `EffectiveState`, and: `other-calls`: its match group does not take this call; `undecided`:
 * the group reads what was not recorded; `unknown`: the console first saw the policy after the call.
 */
export const HandlingState = z.enum([...EffectiveState.options, 'other-calls', 'undecided', 'unknown'])
export type HandlingState = z.infer<typeof HandlingState>

/** Which state of a policy it was. Change and author are there for those who may read changes. */
export const HeldRevision = Revision.pick({ number: true, origin: true, change: true, author: true, at: true })
export type HeldRevision = z.infer<typeof HeldRevision>

/** A policy as it was when a call was made. */
export const HandlingPolicy = EffectivePolicy.omit({ state: true, spec: true }).extend({
  /** Absent where the state is `unknown`. */
  spec: z.unknown().optional(),
  state: HandlingState,
  /** Absent where the state is `unknown`. */
  revision: HeldRevision.optional(),
  /** When the console first saw it, where that is after the call. */
  firstSeen: Instant.optional(),
  /** Most likely the one that refused the call: it held, is of the kind that the outcome names, and of the side that answered. */
  likely: z.literal(true).optional(),
})
export type HandlingPolicy = z.infer<typeof HandlingPolicy>

/**
 * Part (0–1) that a destination had, and whether the call went there; `went` is absent where that cannot be told any more. `others`: the
 * instances that no destination names.
 */
const TakenDestination = z.object({
  labels: z.record(z.string(), z.string()),
  others: z.literal(true).optional(),
  share: z.number(),
  went: z.boolean().optional(),
})

/** Something of a call that a rule reads. */
export const CallTrait = z.object({ field: ConditionField, name: z.string() })
export type CallTrait = z.infer<typeof CallTrait>

const At = z.object({ index: z.int().nonnegative(), name: z.string(), match: Match })

/**
 * Which route took a call. `none`: no route did, so the newest version did, or all instances in turn; `dropped`: the data plane answers nothing there; `beyond`:
 * the route says more than the model does; `not-recorded`: whether this route took it depends on what nobody recorded. `index` from 0.
 */
export const RouteTaken = z.discriminatedUnion('outcome', [
  At.extend({ outcome: z.literal('routed'), destinations: z.array(TakenDestination) }),
  At.extend({ outcome: z.literal('dropped') }),
  At.extend({ outcome: z.literal('beyond') }),
  At.extend({ outcome: z.literal('not-recorded'), missing: z.array(CallTrait) }),
  z.object({ outcome: z.literal('none'), to: z.enum(['newest', 'everybody']) }),
])
export type RouteTaken = z.infer<typeof RouteTaken>

/** One step of the call's way. */
export const HandlingStep = EffectiveStep.extend({
  kind: PolicyKind,
  policies: z.array(HandlingPolicy),
  /** Since when the console looks at policies of the kind in this mesh; absent where it never has. */
  watchedSince: Instant.optional(),
  /** The call was made after that: what is not listed was not there. */
  known: z.boolean(),
  /** For route rules, where it is known which one held, or that none did. */
  route: RouteTaken.optional(),
})
export type HandlingStep = z.infer<typeof HandlingStep>

/** Why nothing can be said of one side: the call came from outside, the reader may not see that end, or its namespace is not known. */
export const Blind = z.enum(['outside', 'hidden', 'unresolved'])
export type Blind = z.infer<typeof Blind>

/** Which policies handled a recorded call, calculated from the revisions in force at its time. */
export const CallHandling = z.object({
  at: Instant,
  /** Nearest to the call first. */
  steps: z.array(HandlingStep),
  blind: z.object({ caller: Blind.optional(), called: Blind.optional() }),
})
export type CallHandling = z.infer<typeof CallHandling>
