import { rateOf } from '#shared/contract/reading.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { AnsweredRow } from './rows.ts'

/** Percentiles of a row of `percentiles`, in milliseconds. */
export function quantilesOf(row: AnsweredRow): { p50?: number; p95?: number; p99?: number } {
  const quantiles: unknown = row['quantiles']
  if (!Array.isArray(quantiles)) return {}
  const [p50, p95, p99] = quantiles.map((micros) => Number(micros) / 1000)
  return p50 === undefined || p95 === undefined || p99 === undefined ? {} : { p50, p95, p99 }
}

/** A row of `tally` and `percentiles` over a window of which so many seconds are covered. */
export const trafficOf = (row: AnsweredRow, covered: number): Traffic => ({
  calls: Number(row['calls']),
  failed: Number(row['failed']),
  clientErrors: Number(row['client_errors']),
  refused: Number(row['refused']),
  rate: rateOf(Number(row['calls']), covered),
  ...quantilesOf(row),
})
