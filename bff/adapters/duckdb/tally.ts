import { raw } from './sql.ts'

/**
 * Counts of a group of calls, each call in one of them at most: failed (5xx, time-out, no connection), refused by a rule,
 * answered 4xx otherwise.
 */
export const tally = raw(`count(*) AS calls,
  count(*) FILTER (WHERE outcome IN ('failed', 'no-instance', 'aborted')) AS failed,
  count(*) FILTER (WHERE outcome IN ('limited', 'open-circuit', 'fault')) AS refused,
  count(*) FILTER (WHERE outcome = 'ok' AND status BETWEEN 400 AND 499) AS client_errors`)

/** Latency percentiles of a group in microseconds: of 50, 95 and 99 of a hundred. */
export const percentiles = raw('quantile_disc(duration_us, [0.5, 0.95, 0.99]) AS quantiles')
