import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reading } from '#shared/contract/reading.ts'
import type { Topology } from '#shared/features/topology/model.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useMesh, useScopeQuery } from '../../mesh/scope.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { GraphLegend } from './GraphLegend.tsx'
import { GraphSkeleton } from './GraphSkeleton.tsx'
import { GraphSummary } from './GraphSummary.tsx'
import { topologyOf } from './queries.ts'
import { SelectionPanel } from './SelectionPanel.tsx'
import { StatusAnnouncer } from './StatusAnnouncer.tsx'
import style from './TopologyPage.module.css'
import { TopologyTools } from './TopologyTools.tsx'
import { useTwinKey } from '../../ui/useTwinKey.ts'
import { type TopologyView, useTopologyView } from './view.ts'
import { useSceneWords } from './words.ts'

// The table does not need what draws the graph, nor the graph the table.
const GraphRegion = lazy(async () => ({ default: (await import('./GraphRegion.tsx')).GraphRegion }))
const TopologyTable = lazy(async () => ({ default: (await import('./TopologyTable.tsx')).TopologyTable }))

/** Parts of other features, composed where the pages are. */
export interface TopologySlots {
  /** The instances of what is open, with what can be done with them. */
  instances: (service: ServiceRef, version: string | undefined) => ReactNode
}

/** Who calls whom, and where it hurts: as a graph or as its table, with what is open beside it. */
export function TopologyPage({ instances }: TopologySlots) {
  const { t } = useTranslation('topology')
  const mesh = useMesh()
  const scope = useScopeQuery()
  const view = useTopologyView()
  const reading = useQuery(topologyOf(mesh, scope))
  useTwinKey(() => view.showTwin(!view.twin), !view.narrow)

  return (
    <div className={style['page']}>
      <PageHeader title={t('title')} tools={<TopologyTools view={view} nodes={reading.data?.value.nodes ?? []} />} />
      <Loaded query={reading} skeleton={view.twin ? <TableSkeleton /> : <GraphSkeleton />}>
        {(topology) => (
          <div className={style['body']}>
            <SilentBar stamps={topology.stamps} />
            <Content
              mesh={mesh}
              reading={topology}
              view={view}
              place={`${mesh}/${scope.namespace ?? ''}`}
              instances={instances}
            />
          </div>
        )}
      </Loaded>
    </div>
  )
}

interface ContentProps extends TopologySlots {
  mesh: string
  reading: Reading<Topology>
  view: TopologyView
  place: string
}

function Content({ mesh, reading, view, place, instances }: ContentProps) {
  const { t } = useTranslation('topology')
  const words = useSceneWords(view.labels)
  // Until the graph is there nobody knows; what opens then moves nothing.
  const [belowLegend, setBelowLegend] = useState(true)
  const { value, stamps } = reading
  const selected = view.selected ?? undefined
  const panel = selected && (
    <SelectionPanel topology={value} stamps={stamps} selected={selected} instances={instances} onSelect={view.select} />
  )
  if (value.nodes.length === 0) {
    const meshes = <ScopeLink to={paths.meshes()}>{t('empty.meshes')}</ScopeLink>
    return <Empty title={t('empty.title')} hint={t('empty.hint')} actions={meshes} />
  }
  return (
    <div className={style['work']}>
      <WithSidePanel panel={panel}>
        <StatusAnnouncer topology={value} view={place} />
        <div className={view.twin ? style['above'] : style['over']}>
          <GraphSummary reading={reading} />
          {view.narrow && <p className={style['note']}>{t('narrow')}</p>}
        </div>
        {view.twin ? (
          <Suspense fallback={<TableSkeleton />}>
            <TopologyTable topology={value} selected={selected} onSelect={view.select} />
          </Suspense>
        ) : (
          <div className={style['graph']}>
            <Suspense fallback={<GraphSkeleton />}>
              <GraphRegion
                mesh={mesh}
                topology={value}
                grouping={view.grouping(value.nodes)}
                words={words}
                place={place}
                selected={selected}
                onSelect={view.select}
                onFitted={setBelowLegend}
              />
            </Suspense>
            <GraphLegend covers={belowLegend} />
          </div>
        )}
      </WithSidePanel>
    </div>
  )
}
