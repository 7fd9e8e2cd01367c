import type { TopologyNode } from '#shared/features/topology/model.ts'

/** What the outer boxes stand for: a namespace, a value of a label, or no boxes at all. Stands in the address. */
export type Grouping = 'namespace' | 'none' | `label:${string}`

/** Most different values of a label that still make readable boxes. */
const mostBoxes = 12

/** Label that a box is made of when nobody chose: a convention of the services' own properties. */
const usualLabel = 'area'

/** Labels that at least half of the services carry, with more than one and not too many values. */
export function groupingLabels(nodes: readonly TopologyNode[]): string[] {
  const services = nodes.filter((node) => node.kind === 'service')
  const values = new Map<string, string[]>()
  for (const { labels } of services) {
    for (const [key, value] of Object.entries(labels)) values.set(key, [...(values.get(key) ?? []), value])
  }
  return [...values]
    .filter(([, found]) => {
      const different = new Set(found).size
      return found.length * 2 >= services.length && different > 1 && different <= mostBoxes
    })
    .map(([key]) => key)
    .toSorted()
}

/** The grouping of an address; without one, or with one that these nodes do not have, the usual label, else namespaces. */
export function groupingOf(asked: string | null, nodes: readonly TopologyNode[]): Grouping {
  if (asked === 'namespace' || asked === 'none') return asked
  const labels = groupingLabels(nodes)
  const wanted = asked?.startsWith('label:') ? asked.slice('label:'.length) : usualLabel
  return labels.includes(wanted) ? `label:${wanted}` : 'namespace'
}
