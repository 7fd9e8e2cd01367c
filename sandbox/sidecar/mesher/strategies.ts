import type { Clock } from '../clock.ts'
import type { Provider } from '../discovery.ts'
import type { Candidates } from '../governance.ts'
import { turns } from '../turns.ts'

/** Picks instances by name of the strategy, and learns from how long they took. */
export interface Strategies {
  /** False for a name that Mesher does not know, whatever its case: its process ends over it (servicecomb.md 3.7). */
  knows(strategy: string): boolean
  /** Undefined when there is no candidate. */
  pick(strategy: string, candidates: Candidates): Provider | undefined
  took(candidates: Candidates, provider: Provider, milliseconds: number): void
}

/** Weighted response sends this share to the quickest instance and the rest in turn. */
const quickestShare = 0.7
/** How often it is decided which one is the quickest, from the last answers of each. */
const rankingMs = 30_000
const rememberedAnswers = 10

/** @param random from 0 to 1. */
export function strategies(clock: Clock, random: () => number): Strategies {
  const inTurn = turns()
  const latencies = new Map<string, Map<string, number[]>>()
  let quickest = new Map<string, string>()
  let rankedAt = clock.now()

  function rank(): void {
    rankedAt = clock.now()
    quickest = new Map([...latencies].map(([key, instances]) => [key, quickestOf(instances)]))
  }

  function weighted(candidates: Candidates): Provider | undefined {
    if (clock.now() - rankedAt >= rankingMs) rank()
    const best = random() < quickestShare ? quickest.get(candidates.key) : undefined
    return candidates.providers.find(({ instanceId }) => instanceId === best) ?? inTurn(candidates)
  }

  const picks = new Map<string, (candidates: Candidates) => Provider | undefined>([
    ['RoundRobin', inTurn],
    ['Random', ({ providers }) => providers[Math.floor(random() * providers.length)]],
    ['WeightedResponse', weighted],
    // It gives out its cookie but never finds a session by it.
    ['SessionStickiness', inTurn],
  ])

  return {
    knows: (strategy) => picks.has(strategy),
    pick: (strategy, candidates) => picks.get(strategy)?.(candidates),
    took({ key }, { instanceId }, milliseconds) {
      const instances = latencies.get(key) ?? new Map<string, number[]>()
      latencies.set(key, instances)
      instances.set(instanceId, [...(instances.get(instanceId) ?? []), milliseconds].slice(-rememberedAnswers))
    },
  }
}

function quickestOf(instances: ReadonlyMap<string, readonly number[]>): string {
  const means = [...instances].map(([id, times]) => ({ id, mean: times.reduce((a, b) => a + b, 0) / times.length }))
  return means.toSorted((a, b) => a.mean - b.mean)[0]?.id ?? ''
}
