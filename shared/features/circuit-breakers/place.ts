import type { PolicyRef } from '../../mesh/policy.ts'

/**
 * Whose calls a circuit breaker is about, as its name says: those that `caller` (every caller of the namespace where absent) makes, decided by
 * the caller's proxy, or those of a match group that the called service gets, decided where they arrive.
 */
export type BreakerPlace =
  | { side: 'caller'; caller?: string; version?: string; group?: string }
  | { side: 'callee'; group: string }

/** Reads a name: `app`, `caller:predict`, `caller:predict@1.4.2`, `group:vip`, and for a match group of callers `app:group:vip`, `caller:predict:group:vip`. */
export function breakerPlace({ name }: Pick<PolicyRef, 'name'>): BreakerPlace | undefined {
  const [, callee] = /^group:([^:@]+)$/.exec(name) ?? []
  if (callee !== undefined) return { side: 'callee', group: callee }
  const [whole, caller, version, callersGroup] = /^caller:([^:@]+)(?:@([^:@]+))?(?::group:([^:@]+))?$/.exec(name) ?? []
  const [app, group = callersGroup] = /^app(?::group:([^:@]+))?$/.exec(name) ?? []
  if (whole === undefined && app === undefined) return undefined
  return {
    side: 'caller',
    ...(caller === undefined ? {} : { caller }),
    ...(version === undefined ? {} : { version }),
    ...(group === undefined ? {} : { group }),
  }
}
