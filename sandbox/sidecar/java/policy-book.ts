import type { z } from 'zod'
import { isFor, type GovernedCall, type MatchGroups, type Self } from './match-groups.ts'
import { readPolicy } from './policies.ts'

/** The policies of one kind that are in force, each for the match group of its own name. */
export interface PolicyBook<Policy> {
  /** Undefined removes it. */
  set(name: string, text: string | undefined): void
  /** The policy that a call is under: of those whose group it is in the one with the lowest `order`. */
  find(call: GovernedCall): Named<Policy> | undefined
}

export interface Named<Policy> {
  name: string
  policy: Policy
}

interface Common {
  order: number
  services: string
}

/** Equal orders go by name; java-chassis has them in no fixed order. */
export function policyBook<Policy extends Common>(
  schema: z.ZodType<Policy>,
  groups: MatchGroups,
  self: Self,
): PolicyBook<Policy> {
  let inOrder: Named<Policy>[] = []
  return {
    set(name, text) {
      const policy = text === undefined ? undefined : readPolicy(schema, text)
      const others = inOrder.filter((each) => each.name !== name)
      inOrder = policy && isFor(policy, self) ? [...others, { name, policy }].toSorted(byOrder) : others
    },
    find: (call) => inOrder.find(({ name }) => groups.matches(name, call)),
  }
}

const byOrder = (a: Named<Common>, b: Named<Common>): number =>
  a.policy.order - b.policy.order || (a.name < b.name ? -1 : 1)

/** Keeps one thing for each policy, such as its counters; a changed policy is another one and begins anew. */
export function forEachPolicy<Policy extends object, Thing>(
  make: (policy: Policy) => Thing,
): (policy: Policy, key?: string) => Thing {
  const things = new WeakMap<Policy, Map<string, Thing>>()
  return (policy, key = '') => {
    const ofPolicy = things.get(policy) ?? new Map<string, Thing>()
    things.set(policy, ofPolicy)
    const thing = ofPolicy.get(key) ?? make(policy)
    ofPolicy.set(key, thing)
    return thing
  }
}
