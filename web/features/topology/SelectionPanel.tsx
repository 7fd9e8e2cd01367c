import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Topology, TopologyNode } from '#shared/features/topology/model.ts'
import type { HealthReason } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { VersionTag } from '../../ui/Chip.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { EdgeDetails } from './EdgeDetails.tsx'
import { NodeDetails } from './NodeDetails.tsx'
import { PanelLinks } from './PanelLinks.tsx'
import { isCandidate } from './roles.ts'
import style from './SelectionPanel.module.css'
import { type Selection, selectionOf } from './selection.ts'
import { troublesOf } from './troubles.ts'
import { useHealthSentence, useNodeName, useUnresolvedSentence } from './words.ts'

interface Props {
  topology: Topology
  stamps: readonly Stamp[]
  /** Id from the address; what it means depends on the window. */
  selected: string
  /** The instances of a service or version, with what can be done with them. */
  instances: (service: ServiceRef, version: string | undefined) => ReactNode
  onSelect: (id: string | undefined) => void
}

/** What is open of the graph, beside it: why it is in its state, its figures, its rules, and where to go from here. */
export function SelectionPanel({ topology, stamps, selected, instances, onSelect }: Props) {
  const { t } = useTranslation('topology')
  const selection = selectionOf(topology, selected)
  const troubles = troublesOf(topology)
  const index = troubles.indexOf(selected)
  const walk = (id: string | undefined) => (index >= 0 && id !== undefined ? () => onSelect(id) : undefined)

  if (!selection) {
    const [from = '', to] = selected.split('~')
    return (
      <SidePanel
        title={to === undefined ? from : t('panel.edgeTitle', { from, to })}
        onClose={() => onSelect(undefined)}
      >
        <p className={style['section']}>{t(to === undefined ? 'panel.gone' : 'panel.goneEdge')}</p>
      </SidePanel>
    )
  }
  return (
    <SidePanel
      title={<Title selection={selection} />}
      lead={<Reason selection={selection} topology={topology} />}
      onClose={() => onSelect(undefined)}
      onPrevious={walk(troubles[index - 1])}
      onNext={walk(troubles[index + 1])}
      footer={<PanelLinks selection={selection} />}
    >
      {selection.kind === 'edge' ? (
        <EdgeDetails selection={selection} stamps={stamps} onSelect={onSelect} />
      ) : (
        <NodeDetails
          selection={selection}
          topology={topology}
          stamps={stamps}
          instances={instances}
          onSelect={onSelect}
        />
      )}
    </SidePanel>
  )
}

const healthOf = (selection: Selection): HealthReason => {
  if (selection.kind === 'edge') return selection.edge.health
  return selection.kind === 'version' ? selection.version.health : selection.node.health
}

function Title({ selection }: { selection: Selection }) {
  const nameOf = useNodeName()
  const { state } = healthOf(selection)
  const to = selection.kind === 'edge' ? selection.to : selection.node
  const version =
    selection.kind === 'version' ? selection.version.version : selection.kind === 'edge' && selection.edge.version
  return (
    <span className={style['title']}>
      <StatusGlyph status={state} size={16} label />
      {selection.kind === 'edge' && (
        <>
          {nameOf(selection.from)} <ArrowRight size={14} aria-hidden />
        </>
      )}
      {nameOf(to)}
      {version && <VersionTag version={version} candidate={isNewer(to, version)} />}
    </span>
  )
}

const isNewer = (node: TopologyNode, name: string): boolean =>
  node.versions.some((one) => one.version === name && isCandidate(one, node.versions))

function Reason({ selection, topology }: { selection: Selection; topology: Topology }) {
  const { t } = useTranslation('topology')
  const sentence = useHealthSentence()
  const unresolved = useUnresolvedSentence(topology)
  const health = healthOf(selection)
  const nodes = selection.kind === 'edge' ? [selection.from, selection.to] : [selection.node]
  const hidden = selection.kind === 'node' && selection.node.kind === 'hidden'
  return (
    <>
      <p className={style[health.state]}>{hidden ? t('reason.hidden') : sentence(health)}</p>
      {nodes
        .filter(({ kind }) => kind === 'external')
        .map((node) => (
          <p key={node.id} className={style['quiet']}>
            {unresolved(node)}
          </p>
        ))}
    </>
  )
}
