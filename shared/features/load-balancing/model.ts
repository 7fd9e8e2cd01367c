import { z } from 'zod'
import { Match } from '../../mesh/match.ts'
import { toldPolicyOf } from '../../mesh/policy-endpoints.ts'

/** How a caller's proxy chooses among the instances that take its call. `weighted-response` leans to the quicker ones. */
export const strategies = ['round-robin', 'random', 'weighted-response', 'session-stickiness'] as const
export const Strategy = z.enum(strategies)
export type Strategy = z.infer<typeof Strategy>

/** As found in a mesh; `native` is the strategy's name there where it is none of ours. */
export const ObservedLoadBalancing = z.object({
  strategy: z.union([Strategy, z.literal('unknown')]),
  native: z.string().optional(),
  /** The calls that it is for, where a match group says it; all without. */
  match: Match.optional(),
})
export type ObservedLoadBalancing = z.infer<typeof ObservedLoadBalancing>

export const LoadBalancingPolicy = toldPolicyOf(ObservedLoadBalancing)
export type LoadBalancingPolicy = z.infer<typeof LoadBalancingPolicy>

/** As a person drafts it. */
export const LoadBalancing = z.object({ strategy: Strategy, match: Match.optional() })
export type LoadBalancing = z.infer<typeof LoadBalancing>
