import { Problem } from '#shared/contract/problem.ts'
import { type Reading, type Stamp, coveredSeconds } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Visibility } from '#shared/access/visibility.ts'
import type { Sampling } from '../../ports/call-records.ts'
import type { EdgeTraffic, Metrics } from '../../ports/metrics.ts'
import type { Beginnings } from './beginning.ts'
import { endColumns, endOfRow } from './ends.ts'
import type { AnsweredRow } from './rows.ts'
import { boundedStep, isService, seriesOf, seriesQuery } from './series.ts'
import { aligned, sharedReads } from './shared-reads.ts'
import { raw, type Sql, sql } from './sql.ts'
import { recordsSource, refusedIn, stampOf } from './stamp.ts'
import type { Supervisor } from './supervisor.ts'
import { percentiles, tally } from './tally.ts'
import { trafficOf } from './traffic.ts'
import { endSeen, seenIn } from './visible.ts'

/** More edges than that are not a picture any more; the busiest are kept. */
const mostEdges = 20_000

export interface MetricsOptions {
  mesh: string
  sampling: Sampling
  /** How long a half waits for its partner, in milliseconds. */
  pairingMs: number
  beginnings: Beginnings
}

/** Figures of a mesh, counted from its call records. */
export function duckdbMetrics(store: Supervisor, { mesh, sampling, pairingMs, beginnings }: MetricsOptions): Metrics {
  const shared = sharedReads()

  /** Reads a window; while the store is silent, the value is empty and the stamp says so. */
  async function reading<Value>(
    query: Sql,
    window: Window,
    valueOf: (rows: AnsweredRow[], stamps: Stamp[]) => Value,
    signal: AbortSignal | undefined,
  ): Promise<Reading<Value>> {
    try {
      const key = JSON.stringify(query)
      const { rows, stamp } = await shared.read(key, () => ask(query, window), signal)
      return { value: valueOf(rows, [stamp]), stamps: [stamp] }
    } catch (cause) {
      const silent = store.silence()
      if (!(cause instanceof Problem) || cause.code !== 'records-silent' || !silent) throw cause
      const stamp: Stamp = { source: recordsSource, completeness: 'unknown', silent }
      return { value: valueOf([], [stamp]), stamps: [stamp] }
    }
  }

  async function ask(query: Sql, window: Window): Promise<{ rows: AnsweredRow[]; stamp: Stamp }> {
    const queries = [query, refusedIn(mesh, window), beginnings.query(mesh)]
    const [rows = [], refused = [], oldest = []] = await store.ask('read', { queries })
    const beginning = await beginnings.of(mesh, oldest)
    return { rows, stamp: stampOf(window, { sampling, refused: refused[0], pairingMs, beginning }) }
  }

  return {
    edges(asked, visibility, signal) {
      const window = aligned(asked, Date.now())
      const valueOf = (rows: AnsweredRow[], stamps: Stamp[]) =>
        rows.map((row) => edgeOf(row, mesh, coveredSeconds(window, stamps)))
      return reading(edgesQuery(window, visibility), window, valueOf, signal)
    },

    versions(service, asked, visibility, signal) {
      const window = aligned(asked, Date.now())
      const query = sql`SELECT coalesce(callee_version, '') AS version, ${tally}, ${percentiles} FROM call
        WHERE ${seenIn(window, visibility)} AND ${isService('callee', service, visibility)} GROUP BY version ORDER BY version`
      const valueOf = (rows: AnsweredRow[], stamps: Stamp[]) =>
        rows.map((row) => ({
          version: String(row['version']),
          traffic: trafficOf(row, coveredSeconds(window, stamps)),
        }))
      return reading(query, window, valueOf, signal)
    },

    series(asked, visibility, signal) {
      const query = { ...asked, window: aligned(asked.window, Date.now()), stepSeconds: boundedStep(asked) }
      return reading(
        seriesQuery(query, visibility),
        query.window,
        (rows, stamps) => seriesOf(query, rows, { mesh, stamps }),
        signal,
      )
    },
  }
}

const edgesQuery = (window: Window, visibility: Visibility): Sql =>
  sql`SELECT ${endColumns('caller', visibility)}, ${endColumns('callee', visibility)},
      CASE WHEN ${endSeen('callee', visibility)} THEN callee_version END AS version, ${tally}, ${percentiles}
    FROM call WHERE ${seenIn(window, visibility)} GROUP BY ALL ORDER BY calls DESC LIMIT ${raw(String(mostEdges))}`

function edgeOf(row: AnsweredRow, mesh: string, seconds: number): EdgeTraffic {
  const version = row['version']
  return {
    from: endOfRow(row, 'caller', mesh),
    to: endOfRow(row, 'callee', mesh),
    ...(typeof version === 'string' ? { version } : {}),
    traffic: trafficOf(row, seconds),
  }
}
