import type { Topology, TopologyNode } from '#shared/features/topology/model.ts'

/** Most changes that are said at once. */
const most = 5

/** Services whose state differs from the reading before, the first few of them; nothing when another window is looked at. */
export function statusChanges(before: Topology | undefined, after: Topology): TopologyNode[] {
  if (!before) return []
  const states = new Map(before.nodes.map((node) => [node.id, node.health.state]))
  return after.nodes
    .filter((node) => node.kind === 'service' && states.has(node.id) && states.get(node.id) !== node.health.state)
    .slice(0, most)
}
