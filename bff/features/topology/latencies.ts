import { type TopologyNode, versionId } from '#shared/features/topology/model.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { TrafficSeries } from '../../ports/metrics.ts'

/** Milliseconds. */
type Latency = Pick<Traffic, 'p50' | 'p95' | 'p99'>

/** Percentiles of everything that was called, by id of node and version. */
export type Latencies = ReadonlyMap<string, Latency>

/** Reads percentiles out of series of a single step: one by callee, one by version. */
export function latenciesOf(...all: readonly TrafficSeries[]): Latencies {
  const lines = all.flatMap((series) => series.lines)
  return new Map(
    lines.flatMap(({ callee, version, steps: [step] }): [string, Latency][] => {
      if (!callee || !step) return []
      const id = `${callee.namespace}/${callee.name}`
      return [[version === undefined ? id : versionId(id, version), percentilesOf(step)]]
    }),
  )
}

/** A node with its percentiles and those of its versions; sums of edges have none of their own. */
export function withLatencies(node: TopologyNode, latencies: Latencies): TopologyNode {
  return {
    ...node,
    ...measured(node.traffic, latencies.get(node.id)),
    versions: node.versions.map((version) => ({
      ...version,
      ...measured(version.traffic, latencies.get(versionId(node.id, version.version))),
    })),
  }
}

const measured = (traffic: Traffic | undefined, latency: Latency | undefined) =>
  traffic && traffic.calls > 0 && latency ? { traffic: { ...traffic, ...latency } } : {}

const percentilesOf = ({ p50, p95, p99 }: Latency): Latency => ({
  ...(p50 !== undefined && { p50 }),
  ...(p95 !== undefined && { p95 }),
  ...(p99 !== undefined && { p99 }),
})
