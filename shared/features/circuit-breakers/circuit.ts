import type { ObservedCircuitBreaker } from './model.ts'

/** How data planes run circuits where a breaker's own fields do not say it. */
export interface CircuitSemantics {
  /**
   * `ten-seconds`: the calls of the last ten seconds are judged when a call begins; one call in each sleep is tried, and one that goes well
   * closes the circuit (Mesher, go-chassis). `sliding`: a window of seconds or calls is judged when a call ends; several are tried
   * and judged together (java-chassis).
   */
  window: 'ten-seconds' | 'sliding'
  /** Who holds a circuit: each instance of a caller, for each called service or for each of its instances; or each called instance. */
  heldBy: 'caller' | 'caller-for-instance' | 'callee'
  /** What the data plane takes where the breaker says nothing. */
  defaults: { errorShare: number; minimumCalls: number; windowSeconds: number; sleepMs: number; trialCalls: number }
  /** Most calls at the same time, whatever the breaker says; absent: as many as come. */
  mostConcurrent?: number
  /** Answered statuses that count as failed; calls without an answer always do. */
  failureStatuses: readonly string[]
}

/** What a circuit decides about a call; `crowded`: too many at the same time. */
export type Admission = 'goes' | 'refused' | 'crowded'

/** One circuit. Times are milliseconds that never run backwards. */
export interface Circuit {
  begin(at: number): Admission
  /** A call that went has ended. */
  end(at: number, call: { failed: boolean; tookMs: number }): void
  /** Since when it refuses; undefined while it is closed. */
  openSince(): number | undefined
}

/** A closed circuit under a breaker. */
export function circuitOf(breaker: ObservedCircuitBreaker, semantics: CircuitSemantics): Circuit {
  const own =
    semantics.window === 'sliding' ? slidingCircuit(breaker, semantics) : tenSecondsCircuit(breaker, semantics)
  const most = Math.min(breaker.maxConcurrency ?? Infinity, semantics.mostConcurrent ?? Infinity)
  let running = 0
  return {
    openSince: own.openSince,
    begin(at) {
      if (breaker.trip && breaker.forced !== 'closed' && (breaker.forced === 'open' || !own.admits(at)))
        return 'refused'
      if (running >= most) {
        own.crowded(at)
        return 'crowded'
      }
      running += 1
      return 'goes'
    },
    end(at, call) {
      running -= 1
      own.ended(at, call)
    },
  }
}

interface Judge {
  admits(at: number): boolean
  ended(at: number, call: { failed: boolean; tookMs: number }): void
  /** A call was turned away because too many were running. */
  crowded(at: number): void
  openSince(): number | undefined
}

/** As go-chassis' fork of hystrix-go has it (servicecomb.md 3.6). */
function tenSecondsCircuit(
  { trip, minimumCalls, sleepMs }: ObservedCircuitBreaker,
  { defaults }: CircuitSemantics,
): Judge {
  const errorShare = trip?.errorShare ?? defaults.errorShare
  const minimum = minimumCalls ?? defaults.minimumCalls
  const sleep = sleepMs ?? defaults.sleepMs
  let window = secondsWindow(10)
  let openedAt: number | undefined
  let triedAt = 0

  return {
    openSince: () => openedAt,
    admits(at) {
      if (openedAt === undefined) {
        const { calls, failed } = window.at(at)
        if (calls < minimum || Math.round((failed / calls) * 100) < errorShare) return true
        openedAt = triedAt = at
        return false
      }
      if (at <= triedAt + sleep) return false
      triedAt = at
      return true
    },
    ended(at, { failed }) {
      if (!failed && openedAt !== undefined) {
        openedAt = undefined
        window = secondsWindow(10)
      }
      window.add(at, { failed, slow: false })
    },
    crowded: (at) => window.add(at, { failed: true, slow: false }),
  }
}

/** As resilience4j has it. */
function slidingCircuit(breaker: ObservedCircuitBreaker, { defaults }: CircuitSemantics): Judge {
  const { trip, minimumCalls = defaults.minimumCalls, windowCalls, trialCalls = defaults.trialCalls } = breaker
  const errorShare = trip?.errorShare ?? defaults.errorShare
  const { slowShare = 100, slowerThanMs = 60_000 } = trip ?? {}
  const sleep = breaker.sleepMs ?? defaults.sleepMs
  let state: 'closed' | 'open' | 'trying' = 'closed'
  let window = fresh()
  let openedAt: number | undefined
  let until = 0
  let left = 0

  function fresh(): Window {
    return windowCalls === undefined
      ? secondsWindow(breaker.windowSeconds ?? defaults.windowSeconds)
      : callsWindow(windowCalls)
  }
  const least = (): number => Math.min(minimumCalls, state === 'trying' ? trialCalls : (windowCalls ?? Infinity))

  return {
    openSince: () => openedAt,
    admits(at) {
      if (state === 'open' && at > until) {
        state = 'trying'
        window = callsWindow(trialCalls)
        left = trialCalls
      }
      if (state === 'closed') return true
      if (state === 'open' || left === 0) return false
      left -= 1
      return true
    },
    ended(at, { failed, tookMs }) {
      // A call that began before the circuit opened changes nothing any more.
      if (state === 'open') return
      window.add(at, { failed, slow: tookMs > slowerThanMs })
      const totals = window.at(at)
      if (totals.calls < least()) return
      const reaches = (count: number, limit: number) => (count * 100) / totals.calls >= limit
      if (reaches(totals.failed, errorShare) || reaches(totals.slow, slowShare)) {
        state = 'open'
        openedAt ??= at
        until = at + sleep
      } else if (state === 'trying') {
        state = 'closed'
        openedAt = undefined
        window = fresh()
      }
    },
    crowded: () => {},
  }
}

interface Totals {
  calls: number
  failed: number
  slow: number
}

interface Window {
  add(at: number, call: { failed: boolean; slow: boolean }): void
  at(at: number): Totals
}

/** The calls of the running second and of those before it, in steps of whole seconds. */
function secondsWindow(seconds: number): Window {
  const slots = Array.from({ length: seconds }, () => ({ second: -1, calls: 0, failed: 0, slow: 0 }))
  const totals: Totals = { calls: 0, failed: 0, slow: 0 }
  let newest = -1

  function take(sign: 1 | -1, { calls, failed, slow }: Totals): void {
    totals.calls += sign * calls
    totals.failed += sign * failed
    totals.slow += sign * slow
  }

  /** Forgets what is too old by now. */
  function moveTo(second: number): void {
    if (second <= newest) return
    for (let each = Math.max(newest + 1, second - seconds + 1); each <= second; each += 1) {
      const slot = slots[each % seconds]
      if (!slot) continue
      take(-1, slot)
      Object.assign(slot, { second: each, calls: 0, failed: 0, slow: 0 })
    }
    newest = second
  }

  return {
    add(at, { failed, slow }) {
      const second = Math.floor(at / 1000)
      moveTo(second)
      const slot = slots[second % seconds]
      if (slot?.second !== second) return
      const one = { calls: 1, failed: failed ? 1 : 0, slow: slow ? 1 : 0 }
      slot.calls += 1
      slot.failed += one.failed
      slot.slow += one.slow
      take(1, one)
    },
    at(at) {
      moveTo(Math.floor(at / 1000))
      return totals
    },
  }
}

/** The last so many calls. */
function callsWindow(size: number): Window {
  const ring = new Array<{ failed: boolean; slow: boolean }>()
  const totals: Totals = { calls: 0, failed: 0, slow: 0 }
  let next = 0
  return {
    add(_, call) {
      const old = ring[next]
      if (old) {
        totals.failed -= old.failed ? 1 : 0
        totals.slow -= old.slow ? 1 : 0
      } else totals.calls += 1
      ring[next] = call
      next = (next + 1) % size
      totals.failed += call.failed ? 1 : 0
      totals.slow += call.slow ? 1 : 0
    },
    at: () => totals,
  }
}
