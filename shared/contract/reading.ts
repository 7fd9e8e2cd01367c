import { z } from 'zod'
import { Instant } from './instant.ts'
import { ProblemReport } from './problem.ts'

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
