/** A bucket that fills at a steady rate and is full at first (golang.org/x/time/rate). */
export interface TokenBucket {
  /** Takes one token; false when none is there. */
  take(): boolean
}

/**
 * @param rate tokens a second.
 * @param burst how many the bucket holds.
 * @param now milliseconds.
 */
export function tokenBucket(rate: number, burst: number, now: () => number): TokenBucket {
  let tokens = burst
  let last = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(burst, tokens + ((at - last) / 1000) * rate)
      last = at
      // Sums of many small fractions miss a whole token by less than this.
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
