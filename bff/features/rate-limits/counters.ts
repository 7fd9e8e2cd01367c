import { burstOf, type Counted, type Counter, type Counting, counterOf } from '#shared/features/rate-limits/bucket.ts'
import { countedOf, type Decide, keyOf, type LimitInForce } from '#shared/features/rate-limits/limits-in-force.ts'

/** The limit that decides some calls, and the counters of the sidecars for it. */
export interface Deciding {
  limit: LimitInForce
  /** The counter of the sidecar with this code, whose calls it is asked about in the order of time. */
  counterOf(sidecar: number): Counter
}

/** Limits with their counters: one for each sidecar, limit and called service, as the data planes keep them. */
export function countersOf(
  decide: Decide,
  { countingOf, isAtCaller, oneIn }: { countingOf(service: string): Counting; isAtCaller: boolean; oneIn: number },
): (caller: string | undefined, called: string) => Deciding | undefined {
  const kept = new Map<string, Map<number, Counter>>()
  return (caller, called) => {
    const limit = decide(caller, called)
    if (!limit) return undefined
    const counting = countingOf(isAtCaller ? (caller ?? '') : called)
    const key = `${keyOf(limit.ref)} ${called} ${counting}`
    const counters = kept.get(key) ?? new Map<number, Counter>()
    kept.set(key, counters)
    const counted = cutDown(countedOf(limit.spec), counting, oneIn)
    return {
      limit,
      counterOf(sidecar) {
        let counter = counters.get(sidecar)
        if (!counter) counters.set(sidecar, (counter = counterOf(counted, counting)))
        return counter
      },
    }
  }
}

/** Of one call in n each stands for n: the limit is cut down alike, over a longer period so that it stays whole. */
function cutDown(counted: Counted, counting: Counting, oneIn: number): Counted {
  const { limit, per } = counted
  if (oneIn === 1 || limit === 0) return counted
  return { limit, per: per * oneIn, burst: Math.max(1, Math.round(burstOf(counted, counting) / oneIn)) }
}
