import { useTranslation } from 'react-i18next'
import type { Topology, TopologyEdge, TopologyNode } from '#shared/features/topology/model.ts'
import { versionId } from '#shared/features/topology/model.ts'
import { type HealthReason, type Traffic, worseFirst } from '#shared/mesh/health.ts'
import { latencyMissing, type Missing, rateMissing, shareMissing } from '../../mesh/figures/missing.ts'
import { useMissingWords } from '../../mesh/figures/useMissingWords.ts'
import { HealthWord } from '../../mesh/HealthSentence.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './TopologyTable.module.css'
import { useNodeName } from './words.ts'

interface Row {
  id: string
  health: HealthReason
  traffic: Traffic | undefined
  /** The plate of everything that the reader may not see. */
  hidden?: boolean
}

interface NodeRow extends Row {
  name: string
  kind: TopologyNode['kind'] | 'version'
  namespace: string | undefined
  ready: number | undefined
  instances: number | undefined
}

interface EdgeRow extends Row {
  from: string
  to: string
  version: string | undefined
}

interface Props {
  topology: Topology
  selected: string | undefined
  onSelect: (id: string) => void
}

/** The graph as two tables with the same figures: everything that is a plate, and every edge. */
export function TopologyTable({ topology, selected, onSelect }: Props) {
  const { t } = useTranslation('topology')
  const nameOf = useNodeName()
  const status = useStatusColumn()
  const figures = useFigureColumns()
  const { integer } = useFormat()
  const names = new Map(topology.nodes.map((node) => [node.id, nameOf(node)]))
  const open = (row: Row) => onSelect(row.id)

  const nodeColumns: Column<NodeRow>[] = [
    {
      key: 'name',
      title: t('table.name'),
      render: (row) => row.name,
      order: (one, other) => one.name.localeCompare(other.name),
    },
    status,
    { key: 'kind', title: t('table.kind'), render: (row) => t(`kinds.${row.kind}`) },
    { key: 'namespace', title: t('table.namespace'), render: (row) => row.namespace ?? nothing },
    {
      key: 'ready',
      title: t('table.ready'),
      numeric: true,
      render: (row) =>
        row.ready === undefined || row.instances === undefined
          ? nothing
          : `${integer(row.ready)} / ${integer(row.instances)}`,
      order: (one, other) => (one.ready ?? -1) - (other.ready ?? -1),
    },
    ...figures,
  ]
  const edgeColumns: Column<EdgeRow>[] = [
    {
      key: 'from',
      title: t('table.from'),
      render: (row) => row.from,
      order: (one, other) => one.from.localeCompare(other.from),
    },
    { key: 'to', title: t('table.to'), render: (row) => row.to, order: (one, other) => one.to.localeCompare(other.to) },
    status,
    { key: 'version', title: t('table.version'), render: (row) => row.version ?? nothing },
    ...figures,
  ]

  return (
    <div className={style['tables']}>
      <Panel title={t('table.nodes')} flush>
        <DataTable<NodeRow>
          name={t('table.nodes')}
          rows={topology.nodes.flatMap((node) => nodeRows(node, nameOf))}
          columns={nodeColumns}
          rowKey={(row) => row.id}
          onOpen={open}
          selected={selected}
        />
      </Panel>
      <Panel title={t('table.edges')} flush>
        <DataTable<EdgeRow>
          name={t('table.edges')}
          rows={topology.edges.map((edge) => edgeRow(edge, names))}
          columns={edgeColumns}
          rowKey={(row) => row.id}
          onOpen={open}
          selected={selected}
          empty={t('table.empty')}
        />
      </Panel>
    </div>
  )
}

/** A service with several versions has a row of its own and one for each of them. */
function nodeRows(node: TopologyNode, nameOf: (node: TopologyNode) => string): NodeRow[] {
  const name = nameOf(node)
  const namespace = node.service?.namespace
  const row = (one: Pick<TopologyNode, 'ready' | 'instances' | 'traffic' | 'health'>) => ({
    namespace,
    ready: one.ready,
    instances: one.instances,
    traffic: one.traffic,
    health: one.health,
  })
  const versions = node.versions.length > 1 ? node.versions : []
  return [
    { id: node.id, name, kind: node.kind, hidden: node.kind === 'hidden', ...row(node) },
    ...versions.map((version) => ({
      id: versionId(node.id, version.version),
      name: `${name} ${version.version}`,
      kind: 'version' as const,
      ...row(version),
    })),
  ]
}

const edgeRow = (edge: TopologyEdge, names: ReadonlyMap<string, string>): EdgeRow => ({
  id: edge.id,
  from: names.get(edge.from) ?? edge.from,
  to: names.get(edge.to) ?? edge.to,
  version: edge.version,
  traffic: edge.traffic,
  health: edge.health,
})

/** The state, the worst first; it stands near the name so that a narrow window shows it. */
function useStatusColumn(): Column<Row> {
  const { t } = useTranslation('topology')
  return {
    key: 'status',
    title: t('table.status'),
    render: (row) => <HealthWord health={row.health} />,
    order: (one, other) => worseFirst(one.health.state, other.health.state),
    sorted: 'ascend',
  }
}

/** Columns of figures that nodes and edges share. */
function useFigureColumns(): Column<Row>[] {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const missing = useMissingWords()
  const share = (traffic: Traffic, count: number) => (traffic.calls > 0 ? count / traffic.calls : 0)
  const column = (
    key: string,
    title: string,
    unit: string,
    value: (traffic: Traffic) => number | undefined,
    words: (value: number) => string,
    why: (row: Row) => Missing | undefined,
  ): Column<Row> => {
    const of = ({ traffic }: Row) => traffic && value(traffic)
    return {
      key,
      title,
      unit,
      numeric: true,
      render: (row) => {
        const known = of(row)
        return known === undefined ? nothing : words(known)
      },
      // Of what the reader may not see, only the edges have figures.
      why: (row) => (row.hidden ? undefined : missing(why(row))),
      order: (one, other) => (of(one) ?? -1) - (of(other) ?? -1),
    }
  }
  return [
    column('rate', t('table.rate'), '/s', ({ rate }) => rate, format.figure, rateMissing),
    column('failed', t('table.failed'), '%', (traffic) => share(traffic, traffic.failed), format.percent, shareMissing),
    column(
      'clientErrors',
      t('table.clientErrors'),
      '%',
      (traffic) => share(traffic, traffic.clientErrors),
      format.percent,
      shareMissing,
    ),
    column(
      'refused',
      t('table.refused'),
      '%',
      (traffic) => share(traffic, traffic.refused),
      format.percent,
      shareMissing,
    ),
    column('p50', 'p50', 'ms', ({ p50 }) => p50, format.figure, latencyMissing),
    column('p95', 'p95', 'ms', ({ p95 }) => p95, format.figure, latencyMissing),
    column('p99', 'p99', 'ms', ({ p99 }) => p99, format.figure, latencyMissing),
  ]
}
