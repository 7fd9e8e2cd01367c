import { z } from 'zod'
import { Capability } from '../../mesh/capability.ts'
import { PolicyKind, PolicyRef } from '../../mesh/policy.ts'

/**
 * What becomes of a policy for the calls that are asked about. `overridden`: another one of the kind, nearer to these calls, holds instead;
 * `off`: it is switched off; `unread`: the data plane does not ask for its documents; `ignored`: it reads them and heeds them not.
 */
export const EffectiveState = z.enum(['in-force', 'overridden', 'off', 'unread', 'ignored'])
export type EffectiveState = z.infer<typeof EffectiveState>

export const EffectivePolicy = z.object({
  ref: PolicyRef,
  spec: z.unknown(),
  state: EffectiveState,
  /** The name of the one that holds instead, and the service that it is about. */
  by: z.object({ service: z.string(), name: z.string() }).optional(),
  reason: Capability.shape.reason,
})
export type EffectivePolicy = z.infer<typeof EffectivePolicy>

/** One step of a call's way: what a data plane applies there, nearest to the call first. */
export const EffectiveStep = z.object({
  kind: PolicyKind,
  /** Whose data plane applies it. */
  side: z.enum(['caller', 'called']),
  policies: z.array(EffectivePolicy),
})
export type EffectiveStep = z.infer<typeof EffectiveStep>
