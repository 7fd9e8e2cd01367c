import type { Output } from '#shared/contract/endpoint.ts'
import type { readServiceSeries } from '#shared/features/services/api.ts'
import type { Series } from '#shared/features/services/model.ts'
import { versionTones } from '../../mesh/version-tone.ts'
import type { ChartLine } from '../../ui/chart/LineChart.tsx'

export type ServiceSeries = Output<typeof readServiceSeries>['value']

/** A line a version: the newest of several in the candidate's violet, the rest greys and dashes. */
export function linesOf(series: readonly Series[]): ChartLine[] {
  const tones = versionTones(series.map(({ name }) => name))
  return series.map(({ name, values }) => {
    const { color = 'var(--md-baseline)', dash } = tones.get(name) ?? {}
    return { name, values, color, ...(dash && { dash }) }
  })
}

/** The quantiles that have a value anywhere in the window. */
export const latenciesOf = (series: ServiceSeries): ('p50' | 'p95' | 'p99')[] =>
  (['p50', 'p95', 'p99'] as const).filter((key) =>
    series[key].some(({ values }) => values.some((value) => value !== null)),
  )
