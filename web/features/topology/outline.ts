import {
  type NodeVersion,
  type Topology,
  type TopologyEdge,
  type TopologyNode,
  versionId,
} from '#shared/features/topology/model.ts'
import type { Grouping } from './grouping.ts'
import { isCandidate } from './roles.ts'

/** One plate of the drawing: a node of the graph, or one version of a service that has several. */
export interface Plate {
  shape: 'plate'
  id: string
  node: TopologyNode
  version?: NodeVersion
  candidate: boolean
}

/** A frame around plates: a group of services, a workload that hosts several, or a service with several versions. */
export interface Box {
  shape: 'box'
  kind: 'group' | 'workload' | 'service'
  id: string
  title: string
  /** Namespace beside a label's value, where more than one is shown. */
  place?: string
  /** The service that a box of versions stands for. */
  node?: TopologyNode
  children: Item[]
}

export type Item = Plate | Box

/** An edge with the plates or boxes that it joins. */
export interface Link {
  id: string
  from: string
  to: string
  edge: TopologyEdge
}

/** What is drawn: frames within frames, and the edges between them. Pure: the same topology gives the same outline. */
export interface Outline {
  roots: Item[]
  links: Link[]
}

/** Puts plates into boxes. Everything that is no service of the mesh stands outside the boxes. */
export function outlineOf(topology: Topology, grouping: Grouping): Outline {
  const services = topology.nodes.filter((node) => node.kind === 'service')
  const others = topology.nodes.filter((node) => node.kind !== 'service').map(plateOf)
  const roots = [...others, ...(grouping === 'none' ? inWorkloads(services, '') : inGroups(services, grouping))]

  const items = new Set<string>()
  for (const root of roots) for (const item of withDescendants(root)) items.add(item.id)
  const links = topology.edges.map((edge) => {
    const version = edge.version === undefined ? undefined : versionId(edge.to, edge.version)
    return { id: edge.id, from: edge.from, to: version !== undefined && items.has(version) ? version : edge.to, edge }
  })
  return { roots, links: links.filter((link) => items.has(link.from) && items.has(link.to)) }
}

/** An item and everything inside it, outermost first. */
export function* withDescendants(item: Item): Generator<Item> {
  yield item
  if (item.shape === 'box') for (const child of item.children) yield* withDescendants(child)
}

/** Every item of an outline, outermost first. */
export const itemsOf = (outline: Outline): Item[] => outline.roots.flatMap((root) => [...withDescendants(root)])

const plateOf = (node: TopologyNode): Plate => ({ shape: 'plate', id: node.id, node, candidate: false })

function inGroups(services: TopologyNode[], grouping: Exclude<Grouping, 'none'>): Item[] {
  const severalNamespaces = new Set(services.map((node) => node.service?.namespace)).size > 1
  const byGroup = Map.groupBy(services, (node) => {
    const namespace = node.service?.namespace ?? ''
    const title = grouping === 'namespace' ? namespace : node.labels[grouping.slice('label:'.length)]
    return JSON.stringify([title ?? null, namespace])
  })
  return [...byGroup].flatMap(([key, members]): Item[] => {
    const [title, namespace] = JSON.parse(key) as [string | null, string] // written just above
    if (title === null) return inWorkloads(members, namespace)
    const place = severalNamespaces && grouping !== 'namespace' ? { place: namespace } : {}
    const id = `group:${namespace}/${title}`
    return [{ shape: 'box', kind: 'group', id, title, ...place, children: inWorkloads(members, id) }]
  })
}

/** A workload is worth a box only where it hosts more than one of the services beside each other. */
function inWorkloads(services: TopologyNode[], inside: string): Item[] {
  const byWorkload = Map.groupBy(services, (node) => node.workload)
  return [...byWorkload].flatMap(([workload, members]): Item[] => {
    const children = members.map(serviceItem)
    if (workload === undefined || members.length < 2) return children
    return [{ shape: 'box', kind: 'workload', id: `workload:${inside}/${workload}`, title: workload, children }]
  })
}

function serviceItem(node: TopologyNode): Item {
  if (node.versions.length < 2) return plateOf(node)
  const children = node.versions.map((version): Plate => {
    return {
      shape: 'plate',
      id: versionId(node.id, version.version),
      node,
      version,
      candidate: isCandidate(version, node.versions),
    }
  })
  return { shape: 'box', kind: 'service', id: node.id, title: node.name, node, children }
}
