import type { Clock } from '../clock.ts'
import type { Bulkhead } from './policies.ts'

/** Lets so many calls through at once (resilience4j's SemaphoreBulkhead). */
export interface Gate {
  /** Undefined, without the call, when no place became free in time. */
  through<Result>(call: () => Promise<Result>): Promise<Result | undefined>
}

export function bulkhead({ maxConcurrentCalls, maxWaitDuration }: Bulkhead, clock: Clock): Gate {
  let inside = 0
  const waiting = new Set<() => void>()

  /** False when no place became free in time. */
  function enter(): Promise<boolean> {
    if (inside < maxConcurrentCalls) {
      inside += 1
      return Promise.resolve(true)
    }
    if (maxWaitDuration === 0) return Promise.resolve(false)
    return new Promise((resolve) => {
      const turn = (): void => resolve(true)
      waiting.add(turn)
      void clock.sleep(maxWaitDuration).then(() => {
        waiting.delete(turn)
        resolve(false)
      })
    })
  }

  function leave(): void {
    const [next] = waiting
    if (!next) {
      inside -= 1
      return
    }
    // Whoever waits longest takes the place over.
    waiting.delete(next)
    next()
  }

  return {
    async through(call) {
      if (!(await enter())) return undefined
      try {
        return await call()
      } finally {
        leave()
      }
    },
  }
}
