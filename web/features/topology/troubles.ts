import { type Topology, type TopologyNode, versionId } from '#shared/features/topology/model.ts'
import { type Health, worseFirst } from '#shared/mesh/health.ts'

/** Counts for the line at the top of the graph. A service counts once, by the worst of itself and its versions. */
export interface Summary {
  failing: number
  degraded: number
  unknown: number
  idle: number
}

/** What is wrong first: how many services are in each state that is worth a word. */
export function summaryOf({ nodes }: Topology): Summary {
  const states = nodes.filter((node) => node.kind === 'service').map(worstOf)
  const count = (state: Health) => states.filter((one) => one === state).length
  return { failing: count('failing'), degraded: count('degraded'), unknown: count('unknown'), idle: count('idle') }
}

/** The worst state of a service and its versions; an idle version does not make its service idle. */
export function worstOf({ health, versions }: TopologyNode): Health {
  const troubled = versions.map((version) => version.health.state).filter(isTrouble)
  return [health.state, ...troubled].toSorted(worseFirst)[0] ?? health.state
}

/** Ids of what is failing or degraded, the worst and busiest first: plates, versions, then edges between them. */
export function troublesOf({ nodes, edges }: Topology): string[] {
  const plates = nodes
    .filter((node) => node.kind === 'service' || node.kind === 'external')
    .flatMap((node) => {
      if (node.versions.length < 2)
        return [{ id: node.id, health: node.health, rate: node.traffic?.rate ?? 0, edge: 0 }]
      return node.versions.map(({ version, health, traffic }) => {
        return { id: versionId(node.id, version), health, rate: traffic?.rate ?? 0, edge: 0 }
      })
    })
  const links = edges.map(({ id, health, traffic }) => ({ id, health, rate: traffic.rate, edge: 1 }))
  return [...plates, ...links]
    .filter(({ health }) => isTrouble(health.state))
    .toSorted(
      (one, other) =>
        worseFirst(one.health.state, other.health.state) ||
        one.edge - other.edge ||
        other.rate - one.rate ||
        one.id.localeCompare(other.id),
    )
    .map(({ id }) => id)
}

/** Whether a state is something to look at. */
export const isTrouble = (state: Health): boolean => state === 'failing' || state === 'degraded'
