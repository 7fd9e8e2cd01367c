import type { RateLimiting } from './policies.ts'

/** Lets `rate` calls through in each period, counted from its making (resilience4j's AtomicRateLimiter). */
export interface RateLimiter {
  /** How long the call has to wait for its turn, 0 when it has none; undefined when that is longer than it may. */
  reserve(): number | undefined
}

/** @param now milliseconds. */
export function rateLimiter(policy: RateLimiting, now: () => number): RateLimiter {
  const { rate, limitRefreshPeriod: period, timeoutDuration } = policy
  const begunAt = now()
  let cycle = 0
  // Below zero when calls wait for periods to come.
  let permissions = rate

  return {
    reserve() {
      const passed = now() - begunAt
      const current = Math.floor(passed / period)
      permissions = Math.min(permissions + (current - cycle) * rate, rate)
      cycle = current
      const periods = Math.max(0, Math.ceil((1 - permissions) / rate))
      const wait = periods === 0 ? 0 : (current + periods) * period - passed
      if (wait > timeoutDuration) return undefined
      permissions -= 1
      return wait
    },
  }
}
