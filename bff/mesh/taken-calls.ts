import { type RecordedTraits, takingOf } from '#shared/features/call-handling/recorded.ts'
import type { Condition, Match } from '#shared/mesh/match.ts'
import type { Semantics } from '#shared/mesh/matching.ts'
import type { HeaderColumn, TextColumn, TextValues } from '../ports/call-selection.ts'

/** Calls of a scan as far as matches read them. */
export interface ReadBatch {
  texts: Partial<Record<TextColumn, TextValues>>
}

/** Columns that a match may read beside the caller's. */
export type MatchColumn = 'method' | 'path' | 'query' | HeaderColumn

const isColumn = (field: Condition['field']) => field === 'method' || field === 'path' || field === 'query'

/** What must be read of calls to hold them against matches, beside the caller. */
export function columnsRead(matches: readonly Match[]): MatchColumn[] {
  const conditions = matches.flatMap(({ any }) => any.flatMap(({ all }) => all))
  const columns = conditions.flatMap(({ field, name }): MatchColumn[] => {
    if (field === 'header') return [`header:${name.toLowerCase()}`]
    return isColumn(field) ? [field] : []
  })
  return [...new Set(columns)].toSorted()
}

/** Names of the headers among columns. */
export const headersAmong = (columns: readonly MatchColumn[]): string[] =>
  columns.flatMap((column) => (column.startsWith('header:') ? [column.slice('header:'.length)] : []))

/**
 * Whether a match takes the calls of a scan; undefined where that hangs on what was not recorded: a header that nobody looked for, the
 * labels of the caller. Worked out once for equal calls, so it is for one scan.
 */
export function takenBy(match: Match, semantics: Semantics): (batch: ReadBatch, row: number) => boolean | undefined {
  const columns = columnsRead([match])
  const all: TextColumn[] = ['caller', ...columns]
  const known = new Map<string, boolean | undefined>()
  return (batch, row) => {
    const key = all.map((column) => batch.texts[column]?.codes[row]).join(' ')
    if (known.has(key)) return known.get(key)
    const taking = takingOf(match, traitsOf(batch, row, columns), semantics)
    const made = typeof taking === 'object' ? undefined : taking === 'yes'
    known.set(key, made)
    return made
  }
}

function traitsOf({ texts }: ReadBatch, row: number, columns: readonly MatchColumn[]): RecordedTraits {
  const text = (column: TextColumn) => {
    const found = texts[column]
    return found?.values[found.codes[row] ?? 0]
  }
  const headers = headersAmong(columns).map((name) => [name, text(`header:${name}`)] as const)
  const asked = text('query')
  return {
    call: {
      headers: Object.fromEntries(
        headers.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      caller: text('caller') ?? undefined,
      method: text('method') ?? undefined,
      path: text('path') ?? undefined,
      ...(asked ? { query: Object.fromEntries(new URLSearchParams(asked)) } : {}),
    },
    isRecorded({ field, name }) {
      if (field === 'header') return text(`header:${name.toLowerCase()}`) !== undefined
      return field !== 'caller-label'
    },
  }
}
