import type { Refused } from './backtest.ts'

/** What the limits made of one call. */
export interface Fate {
  before: boolean
  after: boolean
}

/** Counts calls and refusals by some key. */
export interface Tally<Key> {
  add(key: Key, fate: Fate): void
  /** Most refused first, then most called; the rest is only counted. */
  first(many: number): { rows: { key: Key; counts: Refused }[]; others: number }
}

export const emptyCount = (): Refused => ({ calls: 0, before: 0, after: 0 })

/** Adds so many calls of one fate. */
export function count(counts: Refused, { before, after }: Fate, calls = 1): void {
  counts.calls += calls
  if (before) counts.before += calls
  if (after) counts.after += calls
}

/** Keys beyond this, such as paths without end, are counted together and never among the first. */
const mostKeys = 50_000

export function tallyBy<Key>(): Tally<Key> {
  const all = new Map<Key, Refused>()
  let beyond = 0
  return {
    add(key, fate) {
      let counts = all.get(key)
      if (!counts && all.size >= mostKeys) {
        beyond = 1
        return
      }
      if (!counts) all.set(key, (counts = emptyCount()))
      count(counts, fate)
    },
    first(many) {
      const rows = [...all].map(([key, counts]) => ({ key, counts })).toSorted(byRefused)
      return { rows: rows.slice(0, many), others: Math.max(0, rows.length - many) + beyond }
    },
  }
}

const byRefused = ({ counts: one }: { counts: Refused }, { counts: other }: { counts: Refused }): number =>
  other.after - one.after || other.before - one.before || other.calls - one.calls

/** As many times over, for calls of which only one in so many was read. */
export const times = ({ calls, before, after }: Refused, oneIn: number): Refused => ({
  calls: calls * oneIn,
  before: before * oneIn,
  after: after * oneIn,
})
