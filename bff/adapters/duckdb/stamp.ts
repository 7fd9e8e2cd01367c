import { type Instant, epochMs, instantOf, instantOfMicros, microsOf } from '#shared/contract/instant.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Sampling } from '../../ports/call-records.ts'
import type { AnsweredRow } from './rows.ts'
import { type Sql, sql } from './sql.ts'

/** How the source is called on the screen. */
export const recordsSource = 'Call records'

const minuteMicros = 60_000_000

/** How many calls of a window were refused; by whole minutes, so rather one too many than one too few. */
export const refusedIn = (mesh: string, window: Window): Sql =>
  sql`SELECT coalesce(sum(calls), 0)::BIGINT AS calls FROM refused
      WHERE mesh = ${mesh} AND minute_us > ${microsOf(window.from) - minuteMicros}::BIGINT AND minute_us < ${microsOf(window.to)}::BIGINT`

/** What a stamp is made from. */
interface Evidence {
  sampling: Sampling
  refused: AnsweredRow | undefined
  /** How long a half waits for its partner, in milliseconds. */
  pairingMs: number
  /** Where the records begin, in microseconds since 1970; undefined while there is none. */
  beginning: number | undefined
}

/**
 * The stamp of figures of a window: complete when the source reports every call, none was refused, and its records began before.
 * While halves of the window may still wait for their partners, it says up to when it is settled.
 */
export function stampOf(window: Window, { sampling, refused, pairingMs, beginning }: Evidence): Stamp {
  const nowMs = Date.now()
  const settledMs = nowMs - pairingMs
  const lossless = Number(refused?.['calls'] ?? 0) === 0
  const since = sinceIn(window, beginning)
  const isWhole = sampling === 'all' && lossless && since === undefined
  return {
    source: recordsSource,
    at: instantOf(nowMs),
    completeness: sampling === 'unknown' ? 'unknown' : isWhole ? 'complete' : 'partial',
    ...(since === undefined ? {} : { since }),
    ...(epochMs(window.to) > settledMs ? { settled: instantOf(settledMs) } : {}),
  }
}

/** Where the records begin, unless it was before the window; its end while there are none. */
function sinceIn({ from, to }: Window, beginning: number | undefined): Instant | undefined {
  if (beginning === undefined) return to
  return beginning > microsOf(from) ? instantOfMicros(beginning) : undefined
}
