import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Backtest, Refused } from '#shared/features/rate-limits/backtest.ts'
import { emptyCount, type Tally, times } from '#shared/features/rate-limits/tally.ts'
import { hiddenCaller, type Replayed, separator } from './replay.ts'

const stepSeconds = 60
/** Rows of a table; how many more there are is told. */
export const mostRows = 10

/** What a replay counted, as it is told. */
export function told(
  counted: Replayed,
  {
    window,
    covered,
    tenantName,
    oneIn,
    findings,
    stamp,
  }: {
    /** What was asked for: its beginning is that of the first step. */
    window: Window
    /** What was looked at. */
    covered: Window
    /** Undefined where it has none. */
    tenantName: (id: string) => string | undefined
    oneIn: number
    findings: Finding[]
    stamp: Stamp
  },
): Backtest {
  const stepOf = (instant: string) => (epochMs(instant) - epochMs(window.from)) / 1000 / stepSeconds
  const [first, last] = [Math.floor(stepOf(covered.from)), Math.max(1, Math.ceil(stepOf(covered.to)))]
  return {
    window: { from: instantOf(epochMs(window.from) + first * stepSeconds * 1000), to: covered.to },
    total: times(counted.total, oneIn),
    sidecars: counted.sidecars.size,
    stepSeconds,
    steps: Array.from({ length: Math.max(0, last - first) }, (_, index) =>
      times(counted.steps.get(first + index) ?? emptyCount(), oneIn),
    ),
    callers: ranked(counted.callers, oneIn, (service) =>
      service === hiddenCaller ? { service: '', hidden: true as const } : { service },
    ),
    tenants: ranked(counted.tenants, oneIn, (id) => {
      const name = tenantName(id)
      return name === undefined ? { id } : { id, name }
    }),
    apis: ranked(counted.apis, oneIn, (key) => {
      const [method = '', path = ''] = key.split(separator)
      return { method, path }
    }),
    estimate: findings.some(({ severity }) => severity === 'warning'),
    findings,
    stamp,
  }
}

function ranked<Key, Row>(
  tally: Tally<Key>,
  oneIn: number,
  rowOf: (key: Key) => Row,
): { named: (Row & Refused)[]; others: number } {
  const { rows, others } = tally.first(mostRows)
  return { named: rows.map(({ key, counts }) => ({ ...rowOf(key), ...times(counts, oneIn) })), others }
}
