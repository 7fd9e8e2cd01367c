import type { PolicyRef } from '#shared/mesh/policy.ts'

/** Whose calls a fault is about: those of one caller, or of every caller in its namespace; to one service, or to all. */
export interface FaultScope {
  caller: string | undefined
  callee: string | undefined
}

/** Reads a fault's address; a match group says by itself which calls it takes. */
export function scopeOfFault({ service, name }: Pick<PolicyRef, 'service' | 'name'>): FaultScope {
  const [, caller] = /^caller:([^:@]+)/.exec(name) ?? []
  return { caller, callee: service === '*' ? undefined : service }
}
