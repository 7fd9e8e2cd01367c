import type { Balancing } from './balancing.ts'

/** Milliseconds to wait before each further attempt. */
export type Backoff = () => number

const multiplier = 1.5
const spread = 0.5

/**
 * `zero`, `constant` (`minMs`), or `exponential`: from `minMs` half as long again each time up to `maxMs`, spread by a
 * half to both sides (github.com/cenkalti/backoff).
 * @param random from 0 to 1.
 */
export function backoff({ kind, minMs, maxMs }: Balancing['backoff'], random: () => number): Backoff {
  if (kind === 'constant') return () => minMs
  if (kind !== 'exponential') return () => 0
  let interval = minMs
  return () => {
    const wait = interval * (1 - spread + random() * 2 * spread)
    interval = Math.min(interval * multiplier, Math.max(maxMs, minMs))
    return wait
  }
}
