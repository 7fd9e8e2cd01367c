import type { Visibility } from '#shared/access/visibility.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type Window, lengthOf } from '#shared/contract/window.ts'
import type { Neighbour, ServiceDetail, VersionSummary } from '#shared/features/services/model.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import { type Service, type ServiceRef, sameService, serviceKey } from '#shared/mesh/service.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import { figuresOf, isUnknown, stampsOf } from '../../mesh/figures.ts'
import { neighboursOn } from '../../mesh/neighbours.ts'
import { coveredSteps, trafficOf } from '../../mesh/steps.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { EdgeTraffic, End } from '../../ports/metrics.ts'

export interface DetailAsk {
  service: ServiceRef
  window: Window
  visibility: Visibility
  signal?: AbortSignal | undefined
}

/**
 * One service with its versions, instances and neighbours. Throws `not-found` for a service that the registry does not have; while
 * the registry has never answered, nobody can say so, and the service is shown by its calls alone.
 */
export async function readService(mesh: ConnectedMesh, ask: DetailAsk): Promise<Reading<ServiceDetail>> {
  const { service: ref, window, visibility, signal } = ask
  const [registry, edges, versions, series] = await Promise.all([
    mesh.registry.snapshot(),
    mesh.metrics.edges(window, visibility, signal),
    mesh.metrics.versions(ref, window, visibility, signal),
    mesh.metrics.series({ window, stepSeconds: lengthOf(window), callee: ref, by: 'callee' }, visibility, signal),
  ])
  const service = registry.value.services.find((one) => sameService(one, ref))
  const isKnown = registry.stamps.every((stamp) => stamp.at !== undefined)
  if (!service && isKnown)
    throw new Problem('not-found', { params: { noun: 'service', id: ref.name }, field: 'service' })

  const unknown = isUnknown(window, edges, versions, series)
  const called = edges.value.filter(({ to }) => isThis(to, ref))
  const traffic = wholeTraffic(called, series.value.lines[0]?.steps, coveredSteps(series, window)[0] ?? 0)
  return {
    value: {
      ...(service ?? unregistered(ref)),
      ...figuresOf(traffic, unknown),
      detail: versionsOf(registry.value.instances.get(serviceKey(ref)) ?? [], versions.value, traffic, unknown),
      callers: neighboursOn('from', called).map(asNeighbour),
      callees: neighboursOn(
        'to',
        edges.value.filter(({ from }) => isThis(from, ref)),
      ).map(asNeighbour),
    },
    stamps: stampsOf(registry, edges, versions, series),
  }
}

const isThis = (end: End, ref: ServiceRef): boolean => end.kind === 'service' && sameService(end.service, ref)

const unregistered = ({ mesh, namespace, name }: ServiceRef): Service => ({
  mesh,
  namespace,
  name,
  labels: {},
  versions: [],
  workloads: [],
})

/** The source's own sum over all callers has percentiles; without it the callers' counts are added up. */
function wholeTraffic(
  called: readonly EdgeTraffic[],
  steps: Parameters<typeof trafficOf>[0] | undefined,
  covered: number,
): Traffic {
  if (steps?.length === 1) return trafficOf(steps, covered)
  return sumTraffic(called.map((line) => line.traffic))
}

/** Versions that run or were called, newest first. */
function versionsOf(
  instances: readonly Instance[],
  called: readonly { version: string; traffic: Traffic }[],
  { calls }: Traffic,
  unknown: boolean,
): VersionSummary[] {
  const names = [...instances, ...called].map(({ version }) => version).filter((version) => version !== '')
  return [...new Set(names)]
    .toSorted((one, other) => compareVersions(other, one))
    .map((version) => {
      const figures = figuresOf(called.find((line) => line.version === version)?.traffic, unknown)
      return {
        version,
        instances: instances.filter((instance) => instance.version === version),
        ...figures,
        share: calls > 0 ? Math.min(1, figures.traffic.calls / calls) : 0,
      }
    })
}

function asNeighbour({ end, traffic }: { end: End; traffic: Traffic }): Neighbour {
  const figures = figuresOf(traffic, false)
  if (end.kind === 'hidden') return { hidden: true, ...figures }
  return end.kind === 'service'
    ? { service: end.service, hidden: false, ...figures }
    : { label: end.label, hidden: false, ...figures }
}
