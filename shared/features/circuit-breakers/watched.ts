import type { Outcome } from '../calls/model.ts'

/** What the recorded outcomes of the calls through one circuit say of it. */
export interface WatchedCircuit {
  /** Calls in the order in which they began; `at` in milliseconds. `crowded`: refused because too many calls were running. */
  call(at: number, outcome: Outcome, crowded: boolean): void
  /** Since when it has refused calls; undefined while it lets them go. */
  openSince(): number | undefined
  /** When it last refused a call; undefined while it lets them go. */
  lastRefused(): number | undefined
}

/** Calls that failed one after the other, without a refusal in between: then it was not a trial that failed, it lets calls go. */
const failuresOfClosed = 2

/**
 * Watches a circuit from outside: it is open from the first refusal on until a call that went well, or until several that went badly went
 * through, since an open circuit lets none but a trial go.
 */
export function watchedCircuit(): WatchedCircuit {
  let since: number | undefined
  let failures = 0
  let last: number | undefined
  return {
    call(at, outcome, crowded) {
      if (crowded || outcome === 'limited') return
      if (outcome === 'open-circuit') {
        since ??= at
        last = at
        failures = 0
        return
      }
      failures += 1
      if (outcome === 'ok' || failures >= failuresOfClosed) since = undefined
    },
    openSince: () => since,
    lastRefused: () => (since === undefined ? undefined : last),
  }
}
