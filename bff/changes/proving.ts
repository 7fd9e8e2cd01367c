import { setTimeout as pause } from 'node:timers/promises'
import { epochMs } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { keepProof, provingUntil } from './change-progress.ts'
import { findChange } from './change-store.ts'
import { type ProveDeps, gistOf, prove } from './prove.ts'
import { tellUnproven } from './tell-outside.ts'

/** Milliseconds between two readings of a proof: from the first one on, slower by half each time, up to the last, and slower still where only shares settle. */
const provingPauses = { first: 60, factor: 1.5, last: 4000, lastObserved: 10_000 }

interface ProvingDeps extends ProveDeps {
  readonly publish: (topic: string) => Promise<void>
}

/** Follows what is known of written requests until `stopping` fires. */
export function proving(deps: ProvingDeps, stopping: AbortSignal) {
  /** Reads the proof once; true when there is nothing left to wait for. What says nothing new is written down only when it was asked for. */
  async function proveOnce(change: ChangeRequest, signal?: AbortSignal, keepAnyhow = false): Promise<boolean> {
    const { proof, settled } = await prove(deps, change, signal)
    const until = await provingUntil(deps.database, change.id)
    const isOver = settled || until === undefined || epochMs(until) <= Date.now()
    const isNews = gistOf(proof) !== gistOf(change.proof)
    if (isNews || isOver || keepAnyhow) {
      await deps.database.transaction().execute(async (transaction) => {
        await keepProof(transaction, change.id, proof, isOver ? undefined : until)
        // What is read again later, when its time was over, is no news for the outside.
        if (until !== undefined) await tellUnproven(transaction, change, proof, isOver)
      })
    }
    if (isNews) await deps.publish('changes')
    return isOver
  }

  /** Reads the proof again and again until nothing more can come or its time is over. */
  async function follow(id: string): Promise<void> {
    for (let wait = provingPauses.first; ; wait *= provingPauses.factor) {
      // Not at once: the proxies that are to be asked are fetching what was written.
      await pause(wait, undefined, { signal: stopping })
      const change = await findChange(deps.database, id)
      if (!change || (await proveOnce(change, stopping))) return
      wait = Math.min(wait, change.proof.level === 'observed' ? provingPauses.lastObserved : provingPauses.last)
    }
  }

  return { follow, proveOnce }
}
