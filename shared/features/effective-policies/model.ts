import { z } from 'zod'
import { Capability } from '../../mesh/capability.ts'
import { PolicyKind, PolicyRef } from '../../mesh/policy.ts'
import { PolicyValue } from './values.ts'

/**
 * What becomes of a policy for the calls that are asked about. `overridden`: another one of the kind, nearer to these calls, holds instead;
 * `partly-overridden`: it does for some of the values; `off`: it is switched off; `unread`: the data plane does not ask for its documents;
 * `ignored`: it reads them and heeds them not.
 */
export const EffectiveState = z.enum(['in-force', 'partly-overridden', 'overridden', 'off', 'unread', 'ignored'])
export type EffectiveState = z.infer<typeof EffectiveState>

export const EffectivePolicy = z.object({
  ref: PolicyRef,
  spec: z.unknown(),
  state: EffectiveState,
  /** The name of the one that holds instead, and the service that it is about; absent where the reader may not see it. */
  by: z.object({ service: z.string(), name: z.string() }).optional(),
  /** Of one that is partly overridden: what is taken from it all the same. */
  values: z.array(PolicyValue).optional(),
  reason: Capability.shape.reason,
})
export type EffectivePolicy = z.infer<typeof EffectivePolicy>

/** One step of a call's way: what a data plane applies there, nearest to the call first. */
export const EffectiveStep = z.object({
  kind: PolicyKind,
  /** Whose data plane applies it. */
  side: z.enum(['caller', 'called']),
  policies: z.array(EffectivePolicy),
  /** There are policies that the reader may not see, or may be, so what is listed may not be all. */
  withheld: z.boolean(),
})
export type EffectiveStep = z.infer<typeof EffectiveStep>
