import type { PolicyKind, PolicyRef } from '../../mesh/policy.ts'

/** Kinds whose match groups are heeded where a service is called; those of all others are heeded by its callers. */
const groupsOfCalled: ReadonlySet<PolicyKind> = new Set(['rate-limits', 'circuit-breakers'])

/** Whose data plane applies a policy: what is named by callers is theirs; a match group alone belongs to the side that its kind decides on. */
export function sideOf({ kind, name }: Pick<PolicyRef, 'kind' | 'name'>): 'caller' | 'called' {
  if (/^(app(:|$)|caller:)/.test(name)) return 'caller'
  return name.startsWith('group:') && !groupsOfCalled.has(kind) ? 'caller' : 'called'
}

/** Which calls a policy can be about; a caller or version that it does not name is any. */
export interface AboutCalls {
  /** Left out for the calls of anybody. */
  caller?: { service: string; version?: string | undefined } | undefined
  callee: string
}

/** Whether a policy is about calls: of this caller, to this service. */
export function isAbout(
  { service, name }: Pick<PolicyRef, 'service' | 'name'>,
  { caller, callee }: AboutCalls,
): boolean {
  if (service !== '*' && service !== callee) return false
  const [, named, version] = /^(?:caller|from):([^:@]+)(?:@([^:]+))?/.exec(name) ?? []
  if (named === undefined) return true
  if (caller === undefined || caller.service !== named) return false
  return name.startsWith('from:') || version === undefined || (caller.version ?? version) === version
}

/**
 * How near a policy is to calls: one about the service before one about all, then one for a caller's version before one for the caller
 * before one for everybody. Where a service is called, one for the caller comes before all that are for every caller. Of one kind and side
 * the nearest holds, except that match groups stand beside each other.
 */
export function nearness({ service, name }: Pick<PolicyRef, 'service' | 'name'>): number {
  const scope = /^(caller|from):[^@]+@/.test(name) ? 2 : /^(caller|from):/.test(name) ? 1 : 0
  return (name.startsWith('from:') ? 20 : 0) + (service === '*' ? 0 : 10) + scope
}

/** Whether a policy is for the calls that a match group takes: `group:vip`, of callers `app:group:vip`, `caller:predict:group:vip`. */
export const isOfGroup = ({ name }: Pick<PolicyRef, 'name'>): boolean => /^(app:|caller:[^:]+:)?group:/.test(name)
