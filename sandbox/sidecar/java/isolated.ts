import type { Candidates } from '../governance.ts'

/** Instances that are left out for a while because a circuit of theirs is open. */
export interface Isolated {
  leaveOut(instanceId: string, forMs: number): void
  /** The candidates without them; all candidates when nobody else remains. */
  without(candidates: Candidates): Candidates
}

/** @param now milliseconds. */
export function isolatedInstances(now: () => number): Isolated {
  const until = new Map<string, number>()
  return {
    leaveOut(instanceId, forMs) {
      until.set(instanceId, now() + forMs)
    },
    without(candidates) {
      for (const [instanceId, end] of until) if (end <= now()) until.delete(instanceId)
      const providers = candidates.providers.filter(({ instanceId }) => !until.has(instanceId))
      return providers.length > 0 ? { ...candidates, providers } : candidates
    },
  }
}
