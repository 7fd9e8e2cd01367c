import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { Finding } from '../../contract/problem.ts'
import { Stamp } from '../../contract/reading.ts'
import { Party } from '../calls/model.ts'

/** What recorded calls would have met under a drafted circuit breaker. Counts are of calls. */
export const Backtest = z.object({
  window: z.object({ from: Instant, to: Instant }),
  /** Up to when the calls were run through it, where that is not all of the window. */
  stoppedAt: Instant.optional(),
  calls: z.int().nonnegative(),
  /** One in how many calls was looked at. */
  oneIn: z.int().positive(),
  /** Calls that count as failed: without an answer, later than the time-out, or answered with a status that counts. */
  failed: z.int().nonnegative(),
  /** Answered 5xx that do not count as failed there. */
  uncounted: z.int().nonnegative(),
  /** Refused by an open circuit; because too many were running. */
  refused: z.int().nonnegative(),
  crowded: z.int().nonnegative(),
  /** Of the refused ones, those that had gone well when they were made. */
  refusedWell: z.int().nonnegative(),
  opened: z.int().nonnegative(),
  openSeconds: z.number().nonnegative(),
  /** Refused by the breaker of that time: what would have come of them is not known, so they are left out. */
  leftOut: z.int().nonnegative(),
  /** The pairs with most refused calls first; `morePairs` are not told. */
  pairs: z.array(
    z.object({
      /** Absent for clients outside the mesh and callers that the reader may not see. */
      caller: z.string().optional(),
      callee: z.string().optional(),
      circuits: z.int().nonnegative(),
      calls: z.int().nonnegative(),
      failed: z.int().nonnegative(),
      refused: z.int().nonnegative(),
      crowded: z.int().nonnegative(),
      opened: z.int().nonnegative(),
      /** Longest time that one of its circuits was open, in sum. */
      openSeconds: z.number().nonnegative(),
      /** When one of the circuits was open; `to` absent while it still was at the end. */
      spans: z.array(z.object({ circuit: z.int().nonnegative(), from: Instant, to: Instant.optional() })),
      moreSpans: z.int().nonnegative(),
    }),
  ),
  morePairs: z.int().nonnegative(),
  tenants: z.array(z.object({ tenant: Party.optional(), refused: z.int().positive() })),
  findings: z.array(Finding),
  stamps: z.array(Stamp),
})
export type Backtest = z.infer<typeof Backtest>
