import { epochMs, instantOf, microsOf } from '#shared/contract/instant.ts'
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

/**
 * The stamp of figures of a window: complete when the source reports every call and none was refused.
 * While halves of the window may still wait for their partners, it says up to when it is settled.
 */
export function stampOf(
  window: Window,
  sampling: Sampling,
  refused: AnsweredRow | undefined,
  pairingMs: number,
): Stamp {
  const nowMs = Date.now()
  const settledMs = nowMs - pairingMs
  const lossless = Number(refused?.['calls'] ?? 0) === 0
  return {
    source: recordsSource,
    at: instantOf(nowMs),
    completeness: sampling === 'unknown' ? 'unknown' : sampling === 'all' && lossless ? 'complete' : 'partial',
    ...(epochMs(window.to) > settledMs ? { settled: instantOf(settledMs) } : {}),
  }
}
