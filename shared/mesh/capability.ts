import { z } from 'zod'
import { MessageParams } from '../contract/problem.ts'
import { PolicyKind } from './policy.ts'

/** Why something is missing, as a code of `shared/problems` with its parameters. */
const Reason = z.object({ code: z.string(), params: MessageParams.default({}) })

/** One thing that a mesh can or cannot do; what is not declared is `unknown`, with what to check. */
export const Capability = z.object({ available: z.enum(['yes', 'no', 'unknown']), reason: Reason.optional() })
export type Capability = z.infer<typeof Capability>

/** How far a written policy can be proven. */
export const ProofLevel = z.enum(['none', 'stored', 'live', 'observed'])
export type ProofLevel = z.infer<typeof ProofLevel>

/**
 * What a mesh can do for one kind of policy, and when a change takes effect.
 * `features` names fields and operators of the kind's model, as `condition.caller` or `operator.matches`.
 */
export const Capabilities = z.object({
  kind: PolicyKind,
  available: Capability,
  features: z.record(z.string(), Capability),
  takesEffect: z.enum(['live', 'after-restart', 'unknown']),
  /** Longest time in seconds until a change is in force; absent where it is not known. */
  withinSeconds: z.number().positive().optional(),
  proof: ProofLevel,
})
export type Capabilities = z.infer<typeof Capabilities>
