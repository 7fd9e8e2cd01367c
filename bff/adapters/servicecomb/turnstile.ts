import { setTimeout as pause } from 'node:timers/promises'

/** Lets callers through one after another: at most so many at the same time, and so many a second. */
export interface Turnstile {
  /** Resolves when it is one's turn, with what must be called at the end. Rejects with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>
}

export function turnstile(inFlight: number, perSecond: number): Turnstile {
  const waiting: (() => void)[] = []
  const gapMs = 1000 / perSecond
  let inside = 0
  let nextAt = 0

  function leave(): void {
    const next = waiting.shift()
    // Whoever waits longest takes the place over, so that nobody slips in between.
    if (next) next()
    else inside -= 1
  }

  async function place(signal: AbortSignal): Promise<void> {
    if (inside < inFlight) {
      inside += 1
      return
    }
    const turn = Promise.withResolvers<void>()
    const giveUp = () => {
      const at = waiting.indexOf(turn.resolve)
      if (at >= 0) waiting.splice(at, 1)
      turn.reject(signal.reason as Error) // an abort's reason is what the caller threw
    }
    waiting.push(turn.resolve)
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await turn.promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  return {
    async enter(signal) {
      signal.throwIfAborted()
      await place(signal)
      try {
        const now = performance.now()
        // Up to one second's worth may be taken at once after a pause.
        nextAt = Math.max(nextAt, now - 1000) + gapMs
        if (nextAt > now) await pause(nextAt - now, undefined, { signal })
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
  }
}
