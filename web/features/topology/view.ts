import type { TopologyNode } from '#shared/features/topology/model.ts'
import { useAddressValues } from '../../mesh/scope.ts'
import { useMedia } from '../../ui/useMedia.ts'
import { type Grouping, groupingOf } from './grouping.ts'

/** What the labels of edges may say. */
export const labelChoices = ['rate-errors', 'rate', 'errors', 'p50', 'p95', 'p99'] as const
export type LabelChoice = (typeof labelChoices)[number]

/** How the page is looked at, all of it in the address. */
export interface TopologyView {
  twin: boolean
  /** The window is too narrow for the graph. */
  narrow: boolean
  labels: LabelChoice
  grouping: (nodes: readonly TopologyNode[]) => Grouping
  /** Id of what is open in the panel. */
  selected: string | null
  showTwin: (twin: boolean) => void
  setLabels: (labels: LabelChoice) => void
  setGrouping: (grouping: Grouping) => void
  select: (id: string | undefined) => void
}

/** Reads the view out of the address and writes it there. Below 1024 px the table stands in for the graph. */
export function useTopologyView(): TopologyView {
  const [search, set] = useAddressValues()
  const narrow = useMedia('(max-width: 1023.9px)')
  const labels = labelChoices.find((choice) => choice === search.get('labels')) ?? 'rate-errors'
  return {
    twin: narrow || search.get('view') === 'table',
    narrow,
    labels,
    grouping: (nodes) => groupingOf(search.get('boxes'), nodes),
    selected: search.get('select'),
    showTwin: (twin) => set({ view: twin ? 'table' : null }),
    setLabels: (choice) => set({ labels: choice === 'rate-errors' ? null : choice }),
    setGrouping: (grouping) => set({ boxes: grouping }),
    select: (id) => set({ select: id ?? null }),
  }
}
