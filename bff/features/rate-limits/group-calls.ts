import type { Match } from '#shared/mesh/match.ts'
import { matchTakes, type RoutedCall, type Semantics } from '#shared/mesh/matching.ts'
import type { HeaderColumn } from '../../ports/call-selection.ts'
import type { ReplayBatch, ReplayColumn, Rules } from './replay.ts'

/** What a match group reads of a call. */
export interface GroupReads {
  /** Lower case. */
  headers: string[]
  path: boolean
  query: boolean
}

export function readsOf(matches: readonly Match[]): GroupReads {
  const conditions = matches.flatMap(({ any }) => any.flatMap(({ all }) => all))
  const headers = conditions.filter(({ field }) => field === 'header').map(({ name }) => name.toLowerCase())
  const reads = (field: 'path' | 'query') => conditions.some((condition) => condition.field === field)
  return { headers: [...new Set(headers)].toSorted(), path: reads('path'), query: reads('query') }
}

const headerColumn = (name: string): HeaderColumn => `header:${name}`

/** Columns to read for a group beside those of every replay. */
export const columnsFor = ({ headers, path, query }: GroupReads): ReplayColumn[] => [
  ...headers.map(headerColumn),
  ...(path ? (['path'] as const) : []),
  ...(query ? (['query'] as const) : []),
]

/** Which calls of a batch a group takes, worked out once for equal calls. A missing match takes none. */
export function takesBy(
  { before, after }: { before: Match | undefined; after: Match | undefined },
  reads: GroupReads,
  semantics: Semantics,
): NonNullable<Rules['takes']> {
  const columns: ReplayColumn[] = ['caller', 'method', ...columnsFor(reads)]
  const known = new Map<string, ReturnType<NonNullable<Rules['takes']>>>()
  const takes = (match: Match | undefined, call: RoutedCall) =>
    match !== undefined && match.any.length > 0 && matchTakes(match, call, semantics) === true
  return (batch, row) => {
    const key = columns.map((column) => batch.texts[column]?.codes[row]).join(' ')
    if (known.has(key)) return known.get(key)
    const call = callIn(batch, row, reads)
    const made = call && { before: takes(before, call), after: takes(after, call) }
    known.set(key, made)
    return made
  }
}

/** A call as a group reads it; undefined where a header was not recorded, so that nobody knows whether the call carried it. */
function callIn(batch: ReplayBatch, row: number, { headers, path, query }: GroupReads): RoutedCall | undefined {
  const text = (column: ReplayColumn) => {
    const found = batch.texts[column]
    return found?.values[found.codes[row] ?? 0]
  }
  const carried: Record<string, string> = {}
  for (const name of headers) {
    const value = text(headerColumn(name))
    if (value === undefined) return undefined
    if (value !== null) carried[name] = value
  }
  const asked = query ? text('query') : undefined
  return {
    headers: carried,
    caller: text('caller') ?? undefined,
    method: text('method') ?? undefined,
    path: path ? (text('path') ?? undefined) : undefined,
    ...(asked ? { query: Object.fromEntries(new URLSearchParams(asked)) } : {}),
  }
}
