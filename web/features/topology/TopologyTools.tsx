import { ChevronDown, Group, Table2, Tag, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TopologyNode } from '#shared/features/topology/model.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { type Grouping, groupingLabels } from './grouping.ts'
import style from './TopologyTools.module.css'
import { labelChoices, type TopologyView } from './view.ts'

/** Graph or table, what the labels say, what the boxes stand for. */
export function TopologyTools({ view, nodes }: { view: TopologyView; nodes: readonly TopologyNode[] }) {
  const { t } = useTranslation('topology')
  const grouping = view.grouping(nodes)
  const entry = (choice: Grouping, label: string) => ({
    key: choice,
    label,
    checked: choice === grouping,
    onSelect: () => view.setGrouping(choice),
  })
  const nameOf = (choice: Grouping) =>
    choice === 'namespace' || choice === 'none'
      ? t(`boxes.${choice}`)
      : t('boxes.byLabel', { label: choice.slice('label:'.length) })
  const choices: Grouping[] = ['namespace', 'none']
  const labelled = groupingLabels(nodes).map((label): Grouping => `label:${label}`)

  return (
    <>
      {!view.narrow && (
        <div className={style['twins']} role="group" aria-label={t('view.label')}>
          <button type="button" aria-pressed={!view.twin} onClick={() => view.showTwin(false)}>
            <Waypoints size={14} strokeWidth={2} aria-hidden /> {t('view.graph')}
          </button>
          <button type="button" aria-pressed={view.twin} onClick={() => view.showTwin(true)}>
            <Table2 size={14} strokeWidth={2} aria-hidden /> {t('view.table')}
          </button>
        </div>
      )}
      {!view.twin && (
        <>
          <MenuButton
            name={t('labels.label')}
            groups={[
              {
                entries: labelChoices.map((choice) => ({
                  key: choice,
                  label: t(`labels.${choice}`),
                  checked: choice === view.labels,
                  onSelect: () => view.setLabels(choice),
                })),
              },
            ]}
          >
            <Tag size={14} strokeWidth={2} aria-hidden /> {t(`labels.${view.labels}`)}
            <ChevronDown size={14} aria-hidden />
          </MenuButton>
          <MenuButton
            name={t('boxes.label')}
            groups={[
              { entries: choices.map((choice) => entry(choice, nameOf(choice))) },
              ...(labelled.length > 0
                ? [{ title: t('boxes.labels'), entries: labelled.map((choice) => entry(choice, nameOf(choice))) }]
                : []),
            ]}
          >
            <Group size={14} strokeWidth={2} aria-hidden /> {nameOf(grouping)}
            <ChevronDown size={14} aria-hidden />
          </MenuButton>
        </>
      )}
    </>
  )
}
