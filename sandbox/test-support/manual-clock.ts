export interface ManualClock {
  now: () => number
  pass(milliseconds: number): void
}

/** Time that passes when a test says so. */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let at = start
  return {
    now: () => at,
    pass(milliseconds) {
      at += milliseconds
    },
  }
}
