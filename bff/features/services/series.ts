import type { Visibility } from '#shared/access/visibility.ts'
import { rateOf } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { readServiceSeries } from '#shared/features/services/api.ts'
import type { Output } from '#shared/contract/endpoint.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { coveredSteps, stepFor } from '../../mesh/steps.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { TrafficStep } from '../../ports/metrics.ts'

export interface SeriesAsk {
  service: ServiceRef
  /** A caller in the same namespace. */
  caller?: string | undefined
  window: Window
  visibility: Visibility
  signal?: AbortSignal | undefined
}

/** A chart of this many steps fills a page's width. */
const mostSteps = 120

/** Rate, failed share and percentiles of a service over time, one line a version, oldest version first. */
export async function readSeries(
  { metrics }: ConnectedMesh,
  ask: SeriesAsk,
): Promise<Output<typeof readServiceSeries>> {
  const { service, caller, window, visibility, signal } = ask
  const { value, stamps } = await metrics.series(
    {
      window,
      stepSeconds: stepFor(window, mostSteps),
      callee: service,
      ...(caller === undefined ? {} : { caller: { ...service, name: caller } }),
      by: 'version',
    },
    visibility,
    signal,
  )
  const { from, stepSeconds } = value
  const lines = value.lines.toSorted((one, other) => (one.version ?? '').localeCompare(other.version ?? ''))
  // Steps at the edges of the window, or of what is covered of it, are shorter than the others.
  const seconds = coveredSteps({ value, stamps }, window)
  const seriesOf = (figure: (step: TrafficStep, covered: number) => number | undefined) =>
    lines.map(({ version = '', steps }) => ({
      name: version,
      values: steps.map((step, index) => (step && figure(step, seconds[index] ?? stepSeconds)) ?? null),
    }))
  return {
    value: {
      from,
      stepSeconds,
      rate: seriesOf(({ calls }, covered) => rateOf(calls, covered)),
      failed: seriesOf(({ calls, failed }) => (calls > 0 ? failed / calls : undefined)),
      p50: seriesOf(({ p50 }) => p50),
      p95: seriesOf(({ p95 }) => p95),
      p99: seriesOf(({ p99 }) => p99),
    },
    stamps,
  }
}
