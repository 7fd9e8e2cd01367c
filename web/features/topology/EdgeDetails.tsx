import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import { versionId } from '#shared/features/topology/model.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { PanelSection } from './PanelSection.tsx'
import { RulesInForce } from './RulesInForce.tsx'
import style from './SelectionPanel.module.css'
import type { Selection } from './selection.ts'
import { TrafficCourse } from './TrafficCourse.tsx'
import { TrafficFigures } from './TrafficFigures.tsx'
import { useFiguresOf, useNodeName } from './words.ts'

interface Props {
  selection: Extract<Selection, { kind: 'edge' }>
  stamps: readonly Stamp[]
  onSelect: (id: string) => void
}

/** The panel of an edge: its own figures, their course, the rules that send its calls, and its two ends. */
export function EdgeDetails({ selection: { edge, from, to }, stamps, onSelect }: Props) {
  const { t } = useTranslation('topology')
  const nameOf = useNodeName()
  const figuresOf = useFiguresOf()
  const versions = to.versions.length > 1 && edge.version !== undefined
  const ends = [
    { title: t('table.from'), id: from.id, name: nameOf(from), of: from },
    {
      title: t('table.to'),
      id: versions && edge.version !== undefined ? versionId(to.id, edge.version) : to.id,
      name: versions ? `${nameOf(to)} ${edge.version}` : nameOf(to),
      of: to.versions.find((one) => versions && one.version === edge.version) ?? to,
    },
  ]
  return (
    <>
      <TrafficFigures traffic={edge.traffic} health={edge.health} stamps={stamps} />
      {to.service && from.service && (
        <TrafficCourse service={to.service} versions={to.versions} caller={from.service.name} />
      )}
      {to.service && <RulesInForce service={to.service} />}
      {ends.map((end) => (
        <PanelSection key={end.title} title={end.title}>
          <button type="button" className={style['row']} onClick={() => onSelect(end.id)}>
            <StatusGlyph status={end.of.health.state} label />
            <span className={style['name']}>{end.name}</span>
            <span className={style['quiet']}>{figuresOf(end.of.traffic, end.of.health)}</span>
          </button>
        </PanelSection>
      ))}
    </>
  )
}
