import type { Problem } from '#shared/contract/problem.ts'

/** Keeps a silent backend from being asked again and again: after a row of failures it is left alone for a while. */
export interface Breaker {
  /** Why the backend is not to be asked now; undefined when it may be. After the pause one trial at a time goes through. */
  refuses(): Problem | undefined
  answered(): void
  silent(problem: Problem): void
}

const failuresToOpen = 5
const firstPauseMs = 250
const longestPauseMs = 4000

/** @param now milliseconds on a clock that only goes forward. */
export function breaker(now: () => number = () => performance.now()): Breaker {
  let failures = 0
  let pauseMs = firstPauseMs
  let closedUntil = 0
  let last: Problem | undefined

  return {
    refuses() {
      if (!last || failures < failuresToOpen) return undefined
      if (now() < closedUntil) return last
      closedUntil = now() + pauseMs
      return undefined
    },
    answered() {
      failures = 0
      pauseMs = firstPauseMs
      last = undefined
    },
    silent(problem) {
      failures += 1
      last = problem
      if (failures < failuresToOpen) return
      closedUntil = now() + pauseMs
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    },
  }
}
