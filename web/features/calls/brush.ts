import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { CallBar } from '#shared/features/calls/api.ts'

/** Bars from the first to the last index, both in it. */
export interface Brush {
  first: number
  last: number
}

/** The bar under a place of 0–1 across the chart. */
export const barAt = (place: number, bars: number): number => Math.min(bars - 1, Math.max(0, Math.floor(place * bars)))

/** What a brush from one bar to another covers, whichever comes first. */
export const brushBetween = (one: number, other: number): Brush => ({
  first: Math.min(one, other),
  last: Math.max(one, other),
})

/** The window of the brushed bars; the last bar may be cut by the end of the window that was looked at. */
export function brushedWindow(
  bars: readonly CallBar[],
  stepSeconds: number,
  { first, last }: Brush,
  end: string,
): { from: string; to: string } | undefined {
  const [begin, final] = [bars[first], bars[last]]
  if (!begin || !final) return undefined
  const to = Math.min(epochMs(final.at) + stepSeconds * 1000, epochMs(end))
  return { from: instantOf(epochMs(begin.at)), to: instantOf(Math.max(to, epochMs(begin.at) + 1)) }
}

/** The counts of several bars together. */
export function sumOf(bars: readonly CallBar[]): Omit<CallBar, 'at'> {
  const sum = { calls: 0, failed: 0, clientErrors: 0, refused: 0 }
  for (const bar of bars) {
    sum.calls += bar.calls
    sum.failed += bar.failed
    sum.clientErrors += bar.clientErrors
    sum.refused += bar.refused
  }
  return sum
}

/** Where a bar's parts begin and end, as shares of the chart's height from the bottom; a part that exists is at least `least`. */
export function partsOf(bar: CallBar, top: number, least: number): { part: BarPart; from: number; to: number }[] {
  let from = 0
  const wrong = (['failed', 'clientErrors', 'refused'] as const)
    .filter((part) => bar[part] > 0)
    .map((part) => {
      const to = from + Math.max(least, bar[part] / top)
      const piece = { part, from, to }
      from = to
      return piece
    })
  const all = Math.max(bar.calls > 0 ? least : 0, bar.calls / top)
  return from < all ? [...wrong, { part: 'rest', from, to: all }] : wrong
}

export type BarPart = 'failed' | 'clientErrors' | 'refused' | 'rest'
