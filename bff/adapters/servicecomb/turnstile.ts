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
    inside -= 1
    waiting.shift()?.()
  }

  async function place(signal: AbortSignal): Promise<void> {
    while (inside >= inFlight) {
      const turn = Promise.withResolvers<void>()
      const give = () => turn.resolve()
      const giveUp = () => turn.reject(signal.reason as Error) // an abort's reason is what the caller threw
      waiting.push(give)
      signal.addEventListener('abort', giveUp, { once: true })
      try {
        await turn.promise
      } finally {
        signal.removeEventListener('abort', giveUp)
        const left = waiting.indexOf(give)
        if (left >= 0) waiting.splice(left, 1)
      }
    }
    inside += 1
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
