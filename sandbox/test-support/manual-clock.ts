export interface ManualClock {
  now: () => number
  pass(milliseconds: number): void
  /** Whoever waits lets the time pass at once. */
  sleep(milliseconds: number): Promise<void>
}

/** Time that passes when a test says so. */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let at = start
  return {
    now: () => at,
    pass(milliseconds) {
      at += milliseconds
    },
    sleep(milliseconds) {
      at += milliseconds
      return Promise.resolve()
    },
  }
}
