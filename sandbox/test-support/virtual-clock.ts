import type { Clock } from '../sidecar/clock.ts'

export interface VirtualClock extends Clock {
  pass(milliseconds: number): Promise<void>
  /** Lets time pass, from one sleeper to the next, until all of them are settled. */
  until<Result>(work: readonly Promise<Result>[]): Promise<PromiseSettledResult<Result>[]>
}

/** Time that stands still while anything works, and jumps to the next moment that somebody sleeps for. */
export function virtualClock(): VirtualClock {
  let at = 0
  let sleepers: { until: number; wake(): void }[] = []

  async function wakeUpTo(end: number): Promise<void> {
    for (;;) {
      await settled()
      const next = sleepers.reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY)
      if (next > end) break
      at = Math.max(at, next)
      const due = sleepers.filter(({ until }) => until <= at)
      sleepers = sleepers.filter(({ until }) => until > at)
      for (const { wake } of due) wake()
    }
  }

  return {
    now: () => at,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ until: at + milliseconds, wake })
      }),
    async pass(milliseconds) {
      const end = at + milliseconds
      await wakeUpTo(end)
      at = end
    },
    async until(work) {
      let done = false
      const all = Promise.allSettled(work).finally(() => (done = true))
      while (!done) {
        await settled()
        const next = sleepers.toSorted((a, b) => a.until - b.until)[0]
        if (!done && next) await wakeUpTo(next.until)
      }
      return all
    },
  }
}

/** Everything that waits for nothing but promises has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
