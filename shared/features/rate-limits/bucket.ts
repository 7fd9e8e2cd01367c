import type { Capabilities } from '../../mesh/capability.ts'
import type { RateLimit } from './model.ts'

/**
 * How a data plane counts (servicecomb.md 3.5): a bucket that fills steadily; so many calls in the period that begins with the
 * first of them; so many in each period, one after the other from the making of the counter on.
 */
export const countings = ['token-bucket', 'window-of-first-call', 'steady-periods'] as const
export type Counting = (typeof countings)[number]

/** The way that all readers of a policy count, as its capabilities tell it; undefined where they differ or nobody knows. */
export const countingIn = ({ features }: Pick<Capabilities, 'features'>): Counting | undefined =>
  countings.find((counting) => features[`counting.${counting}`]?.available === 'yes')

/** What one proxy counts with. Calls are told in the order of their time. */
export interface Counter {
  /** Whether a call at this time, in microseconds, is let through. */
  takes(at: number): boolean
}

/** What a counter needs to know of a limit. */
export type Counted = Pick<RateLimit, 'limit' | 'per' | 'burst'>

/** Calls that may come at once: a fifth of the limit, but ten below five, where the data plane cannot be told (servicecomb.md 3.5). */
export function burstOf({ limit, burst }: Counted, counting: Counting): number {
  if (limit === 0) return 0
  if (counting !== 'token-bucket') return limit
  return burst ?? (Math.floor(limit / 5) || 10)
}

/** A counter that has not counted anything yet. */
export function counterOf(limit: Counted, counting: Counting): Counter {
  if (limit.limit === 0) return { takes: () => false }
  switch (counting) {
    case 'token-bucket':
      return tokenBucket(limit.limit / limit.per, burstOf(limit, counting))
    case 'window-of-first-call':
      return windowOfFirstCall(limit.limit, limit.per)
    case 'steady-periods':
      return steadyPeriods(limit.limit, limit.per)
  }
}

const microsASecond = 1_000_000

/** Full at first; `rate` tokens a second. */
function tokenBucket(rate: number, burst: number): Counter {
  let tokens = burst
  let last: number | undefined
  return {
    takes(at) {
      const passed = last === undefined ? 0 : Math.max(0, at - last)
      last = last === undefined ? at : Math.max(last, at)
      tokens = Math.min(burst, tokens + (passed / microsASecond) * rate)
      // Sums of many small fractions miss a whole token by less than this.
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}

function windowOfFirstCall(limit: number, seconds: number): Counter {
  const length = seconds * microsASecond
  let begunAt = Number.NEGATIVE_INFINITY
  let count = 0
  return {
    takes(at) {
      if (at - begunAt > length) {
        begunAt = at
        count = 0
      }
      count += 1
      return count <= limit
    },
  }
}

function steadyPeriods(limit: number, seconds: number): Counter {
  const length = seconds * microsASecond
  let begunAt: number | undefined
  let period = 0
  let left = limit
  return {
    takes(at) {
      begunAt ??= at
      const current = Math.floor((at - begunAt) / length)
      if (current > period) {
        period = current
        left = limit
      }
      if (left === 0) return false
      left -= 1
      return true
    },
  }
}
