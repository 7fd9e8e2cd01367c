import type { Visibility } from '#shared/access/visibility.ts'
import { epochMs, instantOf, microsOf } from '#shared/contract/instant.ts'
import { type Stamp, coveredSeconds } from '#shared/contract/reading.ts'
import { stepWindows } from '#shared/contract/window.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import type { SeriesQuery, TrafficSeries, TrafficStep } from '../../ports/metrics.ts'
import { endColumns, endOfRow } from './ends.ts'
import type { AnsweredRow } from './rows.ts'
import { allOf, joined, raw, type Sql, sql } from './sql.ts'
import { percentiles, tally } from './tally.ts'
import { quantilesOf } from './traffic.ts'
import { endSeen, seenIn } from './visible.ts'

/** A chart holds no more; a longer window gets longer steps. */
const mostSteps = 500
const mostLines = 100

/** Step in seconds that keeps the series bounded. */
export const boundedStep = ({ window, stepSeconds }: SeriesQuery): number =>
  Math.max(1, stepSeconds, Math.ceil((epochMs(window.to) - epochMs(window.from)) / 1000 / mostSteps))

/** Conditions on one end being a given service, which the reader must see. */
export const isService = (end: 'caller' | 'callee', service: ServiceRef, visibility: Visibility): Sql =>
  allOf([sql`${raw(end)} = ${service.name}`, sql`${raw(`${end}_ns`)} = ${service.namespace}`, endSeen(end, visibility)])

export function seriesQuery(query: SeriesQuery, visibility: Visibility): Sql {
  const wanted = [seenIn(query.window, visibility)]
  if (query.callee) wanted.push(isService('callee', query.callee, visibility))
  if (query.caller) wanted.push(isService('caller', query.caller, visibility))
  if (query.entering) wanted.push(raw('caller IS NULL'))
  const cut: Sql[] = []
  if (query.by !== 'nothing') cut.push(endColumns('callee', visibility))
  if (query.by === 'edge') cut.push(endColumns('caller', visibility))
  if (query.by === 'version')
    cut.push(sql`CASE WHEN ${endSeen('callee', visibility)} THEN callee_version END AS version`)
  const step = boundedStep(query) * 1_000_000
  return sql`SELECT (at_us - ${microsOf(query.window.from)}::BIGINT) // ${step}::BIGINT AS step,
      ${joined([...cut, tally, percentiles], ', ')}
    FROM call WHERE ${joined(wanted, ' AND ')} GROUP BY ALL`
}

/** The lines of a series, the busiest first; steps before the records begin stay empty. */
export function seriesOf(
  query: SeriesQuery,
  rows: readonly AnsweredRow[],
  { mesh, stamps }: { mesh: string; stamps: readonly Stamp[] },
): TrafficSeries {
  const { window, by } = query
  const stepSeconds = boundedStep(query)
  const covered = stepWindows({ window, stepSeconds }).map((step) => coveredSeconds(step, stamps) > 0)
  const lines = [...Map.groupBy(rows, lineKey).values()]
    .toSorted((one, other) => callsOf(other) - callsOf(one))
    .slice(0, mostLines)
    .map((ofLine) => {
      const line: TrafficSeries['lines'][number] = { steps: covered.map((is) => (is ? noCalls : undefined)) }
      const [first = {}] = ofLine
      const callee = by === 'nothing' ? undefined : endOfRow(first, 'callee', mesh)
      if (callee?.kind === 'service') line.callee = callee.service
      if (by === 'edge') line.caller = endOfRow(first, 'caller', mesh)
      if (typeof first['version'] === 'string') line.version = first['version']
      for (const row of ofLine) line.steps[Number(row['step'])] = stepOf(row)
      return line
    })
  return { from: instantOf(epochMs(window.from)), stepSeconds, lines }
}

const noCalls: TrafficStep = { calls: 0, failed: 0, clientErrors: 0, refused: 0 }

const callsOf = (rows: readonly AnsweredRow[]): number => rows.reduce((sum, row) => sum + Number(row['calls']), 0)

const dimensions = [
  'callee_kind',
  'callee_name',
  'callee_place',
  'caller_kind',
  'caller_name',
  'caller_place',
  'version',
]
const lineKey = (row: AnsweredRow): string => JSON.stringify(dimensions.map((dimension) => row[dimension] ?? null))

const stepOf = (row: AnsweredRow): TrafficStep => ({
  calls: Number(row['calls']),
  failed: Number(row['failed']),
  clientErrors: Number(row['client_errors']),
  refused: Number(row['refused']),
  ...quantilesOf(row),
})
