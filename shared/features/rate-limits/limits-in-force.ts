import type { PolicyRef } from '../../mesh/policy.ts'
import type { Counted } from './bucket.ts'
import type { ObservedRateLimit } from './model.ts'

/** A limit as it counts calls. */
export interface LimitInForce {
  ref: Pick<PolicyRef, 'service' | 'name'>
  spec: ObservedRateLimit & { limit: number }
}

/** Whether a policy's calls are counted by their callers' proxies, and not by those of the called service. */
export const isCountedAtCaller = ({ name }: Pick<PolicyRef, 'name'>): boolean =>
  name === 'app' || name.startsWith('caller:')

/** Of several limits the one that decides a call of a caller to a called service; at most one does. */
export type Decide = (caller: string | undefined, called: string) => LimitInForce | undefined

/**
 * The limits that stand beside one policy and can decide the same calls, as the data planes choose among them: the caller's own before
 * that of its namespace; one for the caller before the one for all, and a service's own before its namespace's (servicecomb.md 3.2, 3.5).
 * A group's limit is looked at by itself.
 */
export function decideAmong(limits: readonly LimitInForce[], ref: Pick<PolicyRef, 'service' | 'name'>): Decide {
  const known = new Map(limits.map((limit) => [keyOf(limit.ref), limit]))
  const first = (...refs: Pick<PolicyRef, 'service' | 'name'>[]) =>
    refs.map((one) => known.get(keyOf(one))).find((limit) => limit !== undefined)
  if (isCountedAtCaller(ref)) {
    return (caller, called) =>
      first(...(caller === undefined ? [] : [{ service: called, name: `caller:${caller}` }]), {
        service: called,
        name: 'app',
      })
  }
  if (ref.name.startsWith('group:')) {
    return (_, called) => first({ service: called, name: ref.name }, { service: '*', name: ref.name })
  }
  return (caller, called) =>
    first(
      ...(caller === undefined
        ? []
        : [
            { service: called, name: `from:${caller}` },
            { service: '*', name: `from:${caller}` },
          ]),
      { service: called, name: 'all' },
      { service: '*', name: 'all' },
    )
}

export const keyOf = ({ service, name }: Pick<PolicyRef, 'service' | 'name'>): string => `${service} ${name}`

/** What a counter is made of. */
export const countedOf = ({ limit, per, burst }: LimitInForce['spec']): Counted => ({
  limit,
  per,
  ...(burst === undefined ? {} : { burst }),
})
