import { setTimeout as pause } from 'node:timers/promises'
import { epochMs } from '#shared/contract/instant.ts'
import { type Duty, LeaseLost, withLease } from './lease.ts'
import { type WatchDeps, watchOutside } from './outside-watch.ts'
import { type RevertDeps, runTimedRevert } from './reverting.ts'
import { dueTimers, nextDue } from './timed-reverts.ts'

/** Milliseconds between two tries of a copy of the console to take over the duties. */
const takeOverMs = 1000
/** Milliseconds that a clock which was set elsewhere may go unseen. */
const lookMs = 500

export interface DutyDeps extends RevertDeps, WatchDeps {
  /** Begins every scheduled request whose time has come. */
  readonly runAllDue: (signal: AbortSignal) => Promise<void>
  readonly moreDuties: readonly Duty[]
}

/**
 * What one copy of the console does for all, as long as it lives: it ends what ends by itself, overdue ones first of all, begins what is
 * scheduled, looks for what others write to the meshes, and does what else there is. Ends with the signal.
 */
export async function doDuties(deps: DutyDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await withLease(deps.database, 'duties', { waitMs: 0, signal }, async (lease) => {
      const ending = new AbortController()
      const until = AbortSignal.any([lease.signal, ending.signal])
      try {
        await Promise.all([
          endTimed(deps, until),
          beginScheduled(deps, until),
          watchOutside(deps, until),
          ...deps.moreDuties.map((duty) => duty({ ...lease, signal: until })),
        ])
      } finally {
        // Neither goes on without the other: the lease is given back.
        ending.abort()
      }
    }).catch((error: unknown) => {
      if (!signal.aborted && !isStopped(error)) deps.warn(error, 'doing what one copy does for all')
    })
    await pause(takeOverMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Runs every inverse when it is due. */
async function endTimed(deps: DutyDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    for (const id of await dueTimers(deps.database)) {
      await runTimedRevert(deps, id, undefined, signal).catch((error: unknown) => {
        signal.throwIfAborted()
        deps.warn(error, `ending ${id}`)
      })
    }
    const next = await nextDue(deps.database)
    const wait = next === undefined ? lookMs : epochMs(next) - Date.now()
    await pause(Math.min(lookMs, Math.max(wait, 20)), undefined, { signal })
  }
}

/** Begins every scheduled request when its time comes. */
async function beginScheduled({ runAllDue }: DutyDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    await runAllDue(signal)
    await pause(lookMs, undefined, { signal })
  }
}

/** Whether work ended because it was told to, or because another copy does it by now. */
const isStopped = (error: unknown): boolean =>
  error instanceof LeaseLost || (error instanceof Error && error.name === 'AbortError')
