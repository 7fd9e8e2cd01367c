import { noTraffic, type Traffic } from './health.ts'

/**
 * The traffic of several lines as one. Counts and rates add up; percentiles do not, so they stay only where a single line has calls.
 * All lines must be of the same window.
 */
export function sumTraffic(lines: readonly Traffic[]): Traffic {
  const called = lines.filter((line) => line.calls > 0)
  const [only] = called
  if (only && called.length === 1) return only
  return called.reduce(
    (sum, line) => ({
      calls: sum.calls + line.calls,
      failed: sum.failed + line.failed,
      clientErrors: sum.clientErrors + line.clientErrors,
      refused: sum.refused + line.refused,
      rate: sum.rate + line.rate,
    }),
    noTraffic,
  )
}

/** Share (0–1) of the calls that failed; 0 without calls. */
export const failedShare = (traffic: Traffic): number => (traffic.calls > 0 ? traffic.failed / traffic.calls : 0)

/** Share (0–1) of the calls that were answered 4xx; 0 without calls. */
export const clientErrorShare = (traffic: Traffic): number =>
  traffic.calls > 0 ? traffic.clientErrors / traffic.calls : 0
