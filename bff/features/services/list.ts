import { type Visibility, seesService } from '#shared/access/visibility.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type Window, lengthOf } from '#shared/contract/window.ts'
import type { ServiceSummary } from '#shared/features/services/model.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import { figuresOf, isUnknown, stampsOf } from '../../mesh/figures.ts'
import { endKey, neighboursOn } from '../../mesh/neighbours.ts'
import { coveredSteps, trafficOf } from '../../mesh/steps.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'

export interface ListAsk {
  window: Window
  visibility: Visibility
  namespace?: string | undefined
  signal?: AbortSignal | undefined
}

/** Registered services as a reader sees them. A silent source is a stamp: its part is the last known one, or unknown. */
export async function listServices(mesh: ConnectedMesh, ask: ListAsk): Promise<Reading<ServiceSummary[]>> {
  const { visibility, namespace } = ask
  const [registry, figures] = await Promise.all([mesh.registry.snapshot(), trafficByCallee(mesh, ask)])
  const seen = registry.value.services.filter(
    (service) => (namespace ?? service.namespace) === service.namespace && seesService(visibility, service),
  )
  const unknown = isUnknown(ask.window, figures)
  return {
    value: seen.map((service) => ({ ...service, ...figuresOf(figures.value.get(serviceKey(service)), unknown) })),
    stamps: stampsOf(registry, figures),
  }
}

/**
 * The calls that services got, by `serviceKey`. Percentiles of a service need the source's own sum over its callers, which it gives for
 * the busiest services; counts are there for all.
 */
async function trafficByCallee(
  { metrics }: ConnectedMesh,
  { window, visibility, signal }: ListAsk,
): Promise<Reading<ReadonlyMap<string, Traffic>>> {
  const [edges, series] = await Promise.all([
    metrics.edges(window, visibility, signal),
    metrics.series({ window, stepSeconds: lengthOf(window), by: 'callee' }, visibility, signal),
  ])
  const [covered = 0] = coveredSteps(series, window)
  const traffic = new Map(neighboursOn('to', edges.value).map((line) => [endKey(line.end), line.traffic]))
  for (const { callee, steps } of series.value.lines) {
    // More than one step: the source cut the window finer than it was asked to, and percentiles do not add up.
    if (callee && steps.length === 1) traffic.set(serviceKey(callee), trafficOf(steps, covered))
  }
  return { value: traffic, stamps: stampsOf(edges, series) }
}
