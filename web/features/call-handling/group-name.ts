import type { Condition } from '#shared/mesh/match.ts'

const longest = 40

/** What a match group of such calls may be called, until somebody says otherwise: the value of its first condition; empty for none. */
export function groupNameFor([first]: readonly Condition[]): string {
  if (!first) return ''
  const words =
    [first.name, first.value]
      .join('-')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words.join('-').slice(0, longest).replace(/-$/, '')
}
