import type { Answer } from '../governance.ts'
import { statusIn } from './circuit.ts'
import type { Retrying } from './policies.ts'

/**
 * Milliseconds before a retry; 1 is the first one (resilience4j's IntervalFunction).
 * @param random from 0 up to 1.
 */
export function retryWait(policy: Retrying, retry: number, random: () => number): number {
  if (policy.retryStrategy !== 'RandomBackoff') return policy.waitDuration
  const interval = policy.initialInterval * policy.multiplier ** (retry - 1)
  const spread = interval * policy.randomizationFactor
  return Math.floor(interval - spread + random() * 2 * spread)
}

/** Whether the policy tries again after this answer: a status that it names, no connection, or a refusal with 503 on the way. */
export const isRetried = ({ retryOnResponseStatus }: Retrying, { reply, answered, outcome }: Answer): boolean =>
  statusIn(retryOnResponseStatus, reply.status) || (!answered && (outcome === 'failed' || reply.status === 503))
