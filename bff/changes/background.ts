/** Work that does not end with the request that asked for it, but with the engine. */
export interface Background {
  /** Fires when the engine stops: then everything breaks off where it stands. */
  readonly stopping: AbortSignal
  /** Begins work that nobody waits for; what goes wrong is told as `doing`. */
  begin(doing: string, work: () => Promise<void>): void
  /** Waits for work that goes on when whoever asked for it has left. */
  unbroken<Result>(work: Promise<Result>): Promise<Result>
  /** Breaks off all work and waits until it has. */
  stop(): Promise<void>
}

/** Keeps account of the work in the background of one engine. */
export function backgroundWork(warn: (error: unknown, doing: string) => void): Background {
  const stopping = new AbortController()
  const running = new Set<Promise<unknown>>()
  return {
    stopping: stopping.signal,
    begin(doing, work) {
      const run = work()
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) warn(error, doing)
        })
        .finally(() => running.delete(run))
      running.add(run)
    },
    async unbroken(work) {
      running.add(work)
      try {
        return await work
      } finally {
        running.delete(work)
      }
    },
    async stop() {
      stopping.abort()
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
