import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import { type Topology, type TopologyEdge, versionId } from '#shared/features/topology/model.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { Cells } from '../../ui/Cells.tsx'
import { VersionTag } from '../../ui/Chip.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { PanelSection } from './PanelSection.tsx'
import { isCandidate } from './roles.ts'
import { RulesInForce } from './RulesInForce.tsx'
import style from './SelectionPanel.module.css'
import type { Selection } from './selection.ts'
import { TrafficCourse } from './TrafficCourse.tsx'
import { TrafficFigures } from './TrafficFigures.tsx'
import { useFiguresOf, useNodeName } from './words.ts'

interface Props {
  selection: Exclude<Selection, { kind: 'edge' }>
  topology: Topology
  stamps: readonly Stamp[]
  /** The instances of a service or version, with what can be done with them. */
  instances: (service: ServiceRef, version: string | undefined) => ReactNode
  onSelect: (id: string) => void
}

/** The panel of a service, a version, or something outside the mesh. */
export function NodeDetails({ selection, topology, stamps, instances, onSelect }: Props) {
  const { t } = useTranslation('topology')
  const { node } = selection
  const version = selection.kind === 'version' ? selection.version : undefined
  const shown = version ?? node
  const figuresOf = useFiguresOf()
  const { service, kind, versions } = node
  const isCalled = (edge: TopologyEdge) =>
    edge.to === node.id && (version === undefined || edge.version === undefined || edge.version === version.version)

  return (
    <>
      {kind !== 'hidden' && <TrafficFigures traffic={shown.traffic} health={shown.health} stamps={stamps} />}
      {service && <TrafficCourse service={service} versions={versions} />}
      {version === undefined && versions.length > 1 && (
        <PanelSection title={t('panel.versions')}>
          {versions.map((one) => (
            <button
              key={one.version}
              type="button"
              className={style['row']}
              onClick={() => onSelect(versionId(node.id, one.version))}
            >
              <StatusGlyph status={one.health.state} label />
              <span className={style['name']}>
                <VersionTag version={one.version} candidate={isCandidate(one, versions)} />
              </span>
              <span className={style['quiet']}>{figuresOf(one.traffic, one.health)}</span>
            </button>
          ))}
        </PanelSection>
      )}
      {service && <PanelSection title={t('panel.instances')}>{instances(service, version?.version)}</PanelSection>}
      {service && <RulesInForce service={service} />}
      <Neighbours
        title={t('panel.callers')}
        edges={topology.edges.filter(isCalled)}
        topology={topology}
        far="from"
        onSelect={onSelect}
      />
      {version === undefined && (
        <Neighbours
          title={t('panel.callees')}
          edges={topology.edges.filter((edge) => edge.from === node.id)}
          topology={topology}
          far="to"
          onSelect={onSelect}
        />
      )}
      {service && (
        <PanelSection title={t('panel.facts')}>
          <Facts
            facts={[
              [t('table.namespace'), service.namespace],
              [t('panel.instances'), <Ready key="ready" of={version ?? node} />],
              [t('panel.workload'), node.workload],
              [
                t('panel.labels'),
                Object.entries(node.labels)
                  .map(([name, value]) => `${name}: ${value}`)
                  .join(', '),
              ],
            ]}
          />
        </PanelSection>
      )}
    </>
  )
}

/** Ready instances as cells; a dash while the registry has not told. */
function Ready({ of: { ready, instances } }: { of: { ready?: number | undefined; instances?: number | undefined } }) {
  if (ready === undefined || instances === undefined) return '–'
  const cells = Array.from({ length: instances }, (_, index) => ({
    name: `${index + 1}`,
    state: index < ready ? ('live' as const) : ('waiting' as const),
  }))
  return <Cells cells={cells} />
}

interface NeighbourProps {
  title: string
  edges: readonly TopologyEdge[]
  topology: Topology
  far: 'from' | 'to'
  onSelect: (id: string) => void
}

/** Who is at the other end, with the figures of the edge; a click opens the edge. */
function Neighbours({ title, edges, topology, far, onSelect }: NeighbourProps) {
  const { t } = useTranslation('topology')
  const nameOf = useNodeName()
  const figuresOf = useFiguresOf()
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]))
  const busiest = edges.toSorted((one, other) => other.traffic.rate - one.traffic.rate)
  return (
    <PanelSection title={title}>
      {edges.length === 0 && <p className={style['quiet']}>{t('panel.nobody')}</p>}
      {busiest.map((edge) => {
        const node = nodes.get(edge[far])
        return (
          <button key={edge.id} type="button" className={style['row']} onClick={() => onSelect(edge.id)}>
            <StatusGlyph status={edge.health.state} label />
            <span className={style['name']}>
              {node && nameOf(node)} {edge.version !== undefined && <VersionTag version={edge.version} />}
            </span>
            <span className={style['quiet']}>{figuresOf(edge.traffic, edge.health)}</span>
          </button>
        )
      })}
    </PanelSection>
  )
}
