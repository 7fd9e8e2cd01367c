import { z } from 'zod'
import { Instant, epochMs } from './instant.ts'
import { ProblemReport } from './problem.ts'
import type { Window } from './window.ts'

/**
 * The evidence stamp of a figure: who said it, when, and whether it is all there is.
 * `silent` is present while the source does not answer: then the value is the last known one, or empty.
 */
export const Stamp = z.object({
  /** Product and name as the reader knows it ("Service Center", "Call records"). */
  source: z.string(),
  /** When the source last answered; absent when it never did. */
  at: Instant.optional(),
  completeness: z.enum(['complete', 'partial', 'unknown']),
  /** From when on the source has records, where the window begins before; the window's end while there are none. */
  since: Instant.optional(),
  /** Figures younger than this are still arriving and may grow; absent where nothing more can come into the window. */
  settled: Instant.optional(),
  silent: z.object({ since: Instant, problem: ProblemReport }).optional(),
})
export type Stamp = z.infer<typeof Stamp>

/** A value together with its stamps, one a source. */
export const readingOf = <Value extends z.ZodType>(value: Value) => z.object({ value, stamps: z.array(Stamp) })
export interface Reading<Value> {
  value: Value
  stamps: Stamp[]
}

/** Seconds of a window of which every source can tell something: since its records begin and until it answered. */
export function coveredSeconds(window: Window, stamps: readonly Stamp[]): number {
  const from = Math.max(epochMs(window.from), ...stamps.flatMap(({ since }) => (since ? [epochMs(since)] : [])))
  const to = Math.min(epochMs(window.to), ...stamps.flatMap(({ at }) => (at ? [epochMs(at)] : [])))
  return Math.max(0, to - from) / 1000
}

/** Calls per second over the covered part of a window; of less than a second nothing is extrapolated. */
export const rateOf = (calls: number, covered: number): number => calls / Math.max(1, covered)
