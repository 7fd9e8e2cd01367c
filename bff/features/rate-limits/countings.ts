import { type Counting, countingIn } from '#shared/features/rate-limits/bucket.ts'
import { isCountedAtCaller } from '#shared/features/rate-limits/limits-in-force.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'

/** How the proxies of services count, asked once a service. */
export interface Countings {
  /** Asks for those that are not known yet. */
  learn(services: Iterable<string>): Promise<void>
  of(service: string): Counting
  /** Services of which nobody knows it: those are taken as Mesher's. */
  assumed(): string[]
}

export function countingsOf(target: PolicyTarget, ref: PolicyRef): Countings {
  const known = new Map<string, Counting | undefined>()
  // The policy that this service's proxies alone would read.
  const asked = (service: string): PolicyRef =>
    isCountedAtCaller(ref) ? { ...ref, name: `caller:${service}` } : { ...ref, service }
  return {
    async learn(services) {
      for (const service of services) {
        if (service === '' || known.has(service)) continue
        known.set(service, countingIn(await target.capabilities(asked(service))))
      }
    },
    of: (service) => known.get(service) ?? 'token-bucket',
    assumed: () => [...known].flatMap(([service, counting]) => (counting === undefined ? [service] : [])).toSorted(),
  }
}
