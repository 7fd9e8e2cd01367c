import {
  type NodeVersion,
  type Topology,
  type TopologyEdge,
  type TopologyNode,
  versionId,
} from '#shared/features/topology/model.ts'

/** What the address selects, as the panel beside the graph shows it. */
export type Selection =
  | { kind: 'node'; id: string; node: TopologyNode }
  | { kind: 'version'; id: string; node: TopologyNode; version: NodeVersion }
  | { kind: 'edge'; id: string; edge: TopologyEdge; from: TopologyNode; to: TopologyNode }

/** The thing of an id; undefined where the graph of this window has none. A version of a service with one is the service. */
export function selectionOf(topology: Topology, id: string | null): Selection | undefined {
  if (!id) return undefined
  for (const node of topology.nodes) {
    if (node.id === id) return { kind: 'node', id, node }
    const version = node.versions.find((one) => versionId(node.id, one.version) === id)
    if (version) return { kind: 'version', id, node, version }
  }
  const edge = topology.edges.find((one) => one.id === id)
  const from = topology.nodes.find((node) => node.id === edge?.from)
  const to = topology.nodes.find((node) => node.id === edge?.to)
  return edge && from && to ? { kind: 'edge', id, edge, from, to } : undefined
}
