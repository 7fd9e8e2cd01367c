import { z } from 'zod'
import { Match } from '../../mesh/match.ts'
import { toldPolicyOf } from '../../mesh/policy-endpoints.ts'

/** How long is waited between two attempts. */
export const backoffKinds = ['none', 'constant', 'exponential', 'random'] as const
export const BackoffKind = z.enum(backoffKinds)
export type BackoffKind = z.infer<typeof BackoffKind>

/** Milliseconds: the first wait, and the longest one where it grows. */
const Backoff = z.object({
  kind: BackoffKind,
  minMs: z.int().min(0).max(60_000),
  maxMs: z.int().min(0).max(600_000).optional(),
})
export type Backoff = z.infer<typeof Backoff>

/**
 * What a caller's proxy does when a call fails: `onNext` further instances are chosen, and each chosen one is tried `onSame` more times;
 * so a call becomes (1 + onNext) × (1 + onSame) attempts at most.
 */
export const Retries = z.object({
  onSame: z.int().min(0).max(10),
  onNext: z.int().min(0).max(10),
  /** Left out: as the data plane does by itself. */
  backoff: Backoff.optional(),
  /** Answers that are tried again, besides time-outs and lost connections; left out: as the data plane does by itself. */
  statuses: z.array(z.int().min(400).max(599)).min(1).max(20).optional(),
  /** The calls that it is for, where a match group says it; all without. */
  match: Match.optional(),
})
export type Retries = z.infer<typeof Retries>

/** As found in a mesh, where any number may stand. */
export const ObservedRetries = z.object({
  onSame: z.number(),
  onNext: z.number(),
  backoff: z.object({ kind: BackoffKind, minMs: z.number(), maxMs: z.number().optional() }).optional(),
  statuses: z.array(z.number()).optional(),
  match: Match.optional(),
})
export type ObservedRetries = z.infer<typeof ObservedRetries>

export const RetriesPolicy = toldPolicyOf(ObservedRetries)
export type RetriesPolicy = z.infer<typeof RetriesPolicy>

/** Attempts that one call can become. */
export const attemptsOf = ({ onSame, onNext }: Pick<ObservedRetries, 'onSame' | 'onNext'>): number =>
  (1 + Math.max(0, onSame)) * (1 + Math.max(0, onNext))
