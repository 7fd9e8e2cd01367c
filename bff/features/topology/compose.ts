import type { Visibility } from '#shared/access/visibility.ts'
import { seesService } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Topology, TopologyEdge, TopologyNode } from '#shared/features/topology/model.ts'
import { edgeId } from '#shared/features/topology/model.ts'
import { type HealthReason, type Traffic, judge } from '#shared/mesh/health.ts'
import { type Service, type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import type { EdgeTraffic, End } from '../../ports/metrics.ts'
import { type Latencies, withLatencies } from './latencies.ts'

interface Sources {
  window: Window
  /** Registered services; undefined while the registry has never answered. */
  services: readonly Service[] | undefined
  /** Already cut to what the reader sees; undefined while no source of figures answers. */
  edges: readonly EdgeTraffic[] | undefined
  /** Percentiles of everything that was called, for services that the reader sees. */
  latencies?: Latencies
  /** Whether the edges are the last known ones. */
  stale?: boolean
  visibility: Visibility
  /** Keeps the services of one namespace with their direct neighbours. */
  namespace?: string | undefined
}

/** Registry and figures as one graph. What a source did not say is absent, never zero. */
export function composeTopology(sources: Sources): Topology {
  const { window, services, edges, latencies = new Map(), stale = false, visibility, namespace } = sources
  const isInside = (service: ServiceRef) => namespace === undefined || service.namespace === namespace
  const seen = services?.filter((service) => seesService(visibility, service) && isInside(service)) ?? []
  const lines = edges?.filter(({ from, to }) => touches(from, isInside) || touches(to, isInside)) ?? []

  const said = { registry: services !== undefined, figures: edges !== undefined }
  const registered = new Map((services ?? []).map((service) => [serviceKey(service), service]))
  const calls = { from: Map.groupBy(lines, (line) => idOf(line.from)), to: Map.groupBy(lines, (line) => idOf(line.to)) }
  const nodes = [...endsOf(seen, lines)].map(([id, end]) => {
    if (end.kind !== 'service') return plainNode(id, end, calls)
    const node = serviceNode(id, end.service, registered.get(serviceKey(end.service)), calls.to.get(id) ?? [], said)
    // Of a neighbour in another namespace only some calls are counted here; percentiles of all would not fit them.
    return isInside(end.service) ? withLatencies(node, latencies) : node
  })
  const severalVersions = new Set(nodes.filter((node) => node.versions.length > 1).map((node) => node.id))
  const isCounted = (node: TopologyNode) => node.service !== undefined && isInside(node.service)

  return {
    window,
    stale,
    nodes: nodes.toSorted((one, other) => one.id.localeCompare(other.id)),
    edges: edgesOf(lines, severalVersions),
    totals: {
      services: nodes.filter(isCounted).length,
      ...(services && { instances: sum(nodes.filter(isCounted).map((node) => node.instances ?? 0)) }),
      ...(edges && { traffic: sumTraffic(lines.map((line) => line.traffic)) }),
    },
  }
}

/** Stable id of an end; a service's carries its namespace, since two namespaces may have the same name. */
export function idOf(end: End): string {
  if (end.kind === 'service') return `${end.service.namespace}/${end.service.name}`
  return end.kind === 'hidden' ? 'hidden' : `${end.kind}:${end.label}`
}

const touches = (end: End, isInside: (service: ServiceRef) => boolean) =>
  end.kind === 'service' && isInside(end.service)

function endsOf(services: readonly Service[], lines: readonly EdgeTraffic[]): Map<string, End> {
  const ends = [
    ...services.map(({ mesh, namespace, name }): End => ({ kind: 'service', service: { mesh, namespace, name } })),
    ...lines.flatMap((line) => [line.from, line.to]),
  ]
  return new Map(ends.map((end) => [idOf(end), end]))
}

/** Which sources have spoken. */
interface Said {
  registry: boolean
  figures: boolean
}

type Calls = Record<'from' | 'to', ReadonlyMap<string, EdgeTraffic[]>>

function plainNode(id: string, end: Exclude<End, { kind: 'service' }>, calls: Calls): TopologyNode {
  const bare = { id, kind: end.kind, labels: {}, versions: [] }
  if (end.kind === 'hidden') return { ...bare, name: '', health: { state: 'unknown' } }
  // An unresolved name may have been seen as a caller only.
  const own = (end.kind === 'client' ? undefined : calls.to.get(id)) ?? calls.from.get(id) ?? []
  return { ...bare, name: end.label, ...figuresOf(own) }
}

function serviceNode(
  id: string,
  ref: ServiceRef,
  service: Service | undefined,
  called: readonly EdgeTraffic[],
  said: Said,
): TopologyNode {
  const [workload, ...others] = service?.workloads ?? []
  const names = [
    ...(service?.versions ?? []).map((one) => one.version),
    ...called.flatMap((line) => line.version ?? []),
  ]
  const versions = [...new Set(names)].toSorted(compareVersions).map((version) => ({
    version,
    ...countsOf(service?.versions.filter((one) => one.version === version) ?? [], said),
    ...figuresOf(
      called.filter((line) => line.version === version),
      said,
    ),
  }))
  return {
    id,
    kind: 'service',
    name: ref.name,
    service: ref,
    labels: service?.labels ?? {},
    ...(workload !== undefined && others.length === 0 && { workload }),
    ...countsOf(service?.versions ?? [], said),
    versions,
    ...figuresOf(called, said),
  }
}

function edgesOf(lines: readonly EdgeTraffic[], severalVersions: ReadonlySet<string>): TopologyEdge[] {
  const identified = lines.map((line) => {
    const [from, to] = [idOf(line.from), idOf(line.to)]
    const version = severalVersions.has(to) && line.version !== undefined ? { version: line.version } : {}
    return { id: edgeId(from, to, version.version), from, to, ...version, traffic: line.traffic }
  })
  return [...Map.groupBy(identified, (edge) => edge.id).values()]
    .flatMap((same) => {
      const [first] = same
      return first ? [{ ...first, ...judged(same) }] : []
    })
    .toSorted((one, other) => one.id.localeCompare(other.id))
}

function judged(lines: readonly { traffic: Traffic }[]): { traffic: Traffic; health: HealthReason } {
  const traffic = sumTraffic(lines.map((line) => line.traffic))
  return { traffic, health: judge(traffic) }
}

const figuresOf = (lines: readonly EdgeTraffic[], said: Pick<Said, 'figures'> = { figures: true }) =>
  said.figures ? judged(lines) : { health: { state: 'unknown' as const } }

const countsOf = (versions: readonly { instances: number; ready: number }[], said: Pick<Said, 'registry'>) =>
  said.registry && {
    instances: sum(versions.map((one) => one.instances)),
    ready: sum(versions.map((one) => one.ready)),
  }

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
