import type { Finding } from '#shared/contract/problem.ts'

const ranks = { error: 0, warning: 1, note: 2 }

/** Errors, then warnings, then notes; each in the order in which they were found. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => ranks[one.severity] - ranks[other.severity])
