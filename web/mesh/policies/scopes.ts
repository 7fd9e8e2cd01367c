/** Whose calls a policy is about, as its name says (`PolicyRef.name`). */
export const scopeKinds = ['app', 'caller', 'from', 'all', 'group'] as const
export type ScopeKind = (typeof scopeKinds)[number]

/** `subject` is the caller or the match group, `version` the caller's (`caller`) or the called service's (`from`, `all`); empty for every one. */
export interface PolicyScope {
  kind: ScopeKind
  subject: string
  version: string
}

/** Reads a policy's name; undefined where it names no scope (an instance's id). */
export function scopeOf(name: string): PolicyScope | undefined {
  const [, kind, subject = '', version = ''] =
    /^(app|caller|from|all|group)(?::([^:@]+))?(?:@([^:]+))?$/.exec(name) ?? []
  const known = scopeKinds.find((one) => one === kind)
  if (!known || needsSubject(known) !== (subject !== '')) return undefined
  return { kind: known, subject, version }
}

/** A match group that callers heed, or one caller alone, as a policy's name says it (`app:group:vip`, `caller:predict:group:vip`). */
export function callersGroupOf(name: string): { caller?: string; group: string } | undefined {
  const [, caller, group] = /^(?:app|caller:([^:@]+)(?:@[^:]+)?):group:([^:@]+)$/.exec(name) ?? []
  if (group === undefined) return undefined
  return caller === undefined ? { group } : { caller, group }
}

/** Whether a scope is of somebody: one caller, one group. */
export const needsSubject = (kind: ScopeKind): boolean => kind === 'caller' || kind === 'from' || kind === 'group'

/** Whether a scope may be narrowed to one version. */
export const mayNameVersion = (kind: ScopeKind): boolean => kind === 'caller' || kind === 'from' || kind === 'all'

/** The policy's name for a scope. */
export const nameOfScope = ({ kind, subject, version }: PolicyScope): string =>
  kind + (needsSubject(kind) ? `:${subject}` : '') + (mayNameVersion(kind) && version !== '' ? `@${version}` : '')
