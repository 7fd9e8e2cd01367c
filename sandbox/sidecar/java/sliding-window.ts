export interface CallResult {
  failed: boolean
  slow: boolean
}

/** How many calls a window holds now, and how many of them failed or were slow. */
export interface Totals {
  calls: number
  failed: number
  slow: number
}

/** The latest calls, by number or by age. */
export interface SlidingWindow {
  /** Adds a call and says what the window holds with it. */
  add(result: CallResult): Totals
}

/** The last `size` calls. */
export function countWindow(size: number): SlidingWindow {
  const results: CallResult[] = []
  return {
    add(result) {
      results.push(result)
      if (results.length > size) results.shift()
      return {
        calls: results.length,
        failed: results.filter(({ failed }) => failed).length,
        slow: results.filter(({ slow }) => slow).length,
      }
    },
  }
}

/**
 * The calls of this second and of the `seconds` - 1 before it (resilience4j's SlidingTimeWindowMetrics).
 * @param now milliseconds.
 */
export function timeWindow(seconds: number, now: () => number): SlidingWindow {
  let buckets: (Totals & { second: number })[] = []
  return {
    add({ failed, slow }) {
      const second = Math.floor(now() / 1000)
      buckets = buckets.filter((bucket) => bucket.second > second - seconds)
      let newest = buckets.at(-1)
      if (newest?.second !== second) buckets.push((newest = { second, calls: 0, failed: 0, slow: 0 }))
      newest.calls += 1
      newest.failed += failed ? 1 : 0
      newest.slow += slow ? 1 : 0
      return {
        calls: sum(buckets, 'calls'),
        failed: sum(buckets, 'failed'),
        slow: sum(buckets, 'slow'),
      }
    },
  }
}

const sum = (buckets: readonly Totals[], field: keyof Totals): number =>
  buckets.reduce((total, bucket) => total + bucket[field], 0)
