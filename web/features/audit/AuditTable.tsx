import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import style from './audit.module.css'
import { statusOf, useEntryWords } from './useEntryWords.ts'

interface Props {
  entries: readonly AuditEntry[]
  selected: string | undefined
  onOpen: (entry: AuditEntry) => void
}

/** Entries, newest first, 29 px each; a phone begins each with what happened. */
export function AuditTable({ entries, selected, onOpen }: Props) {
  const { t } = useTranslation('audit')
  return (
    <DataTable
      name={t('title')}
      rows={entries}
      columns={useColumns()}
      rowKey={(entry) => String(entry.number)}
      selected={selected}
      onOpen={onOpen}
      dense
    />
  )
}

function useColumns(): Column<AuditEntry>[] {
  const { t } = useTranslation('audit')
  const words = useEntryWords()
  return [
    {
      key: 'at',
      title: t('columns.at'),
      width: 128,
      render: ({ at }) => (
        <span className={style['mono']}>
          <Time at={at} seconds />
        </span>
      ),
    },
    { key: 'actor', title: t('columns.actor'), render: (entry) => <Actor entry={entry} /> },
    { key: 'event', title: t('columns.event'), lead: true, render: ({ event }) => words.event(event) },
    {
      key: 'object',
      title: t('columns.object'),
      render: (entry) => <span className={style['object']}>{words.object(entry)}</span>,
    },
    {
      key: 'result',
      title: t('columns.result'),
      render: ({ result }) => (
        <span className={`${style['result']} ${style[result] ?? ''}`}>
          {result !== 'done' && <StatusGlyph status={statusOf(result)} />} {words.result(result)}
        </span>
      ),
    },
    {
      key: 'address',
      title: t('columns.address'),
      render: ({ address }) => <span className={style['mono']}>{address ?? nothing}</span>,
    },
    {
      key: 'number',
      title: t('columns.number'),
      numeric: true,
      render: ({ number }) => <span className={style['mono']}>{number}</span>,
    },
  ]
}

function Actor({ entry }: { entry: AuditEntry }) {
  const words = useEntryWords()
  return <span className={entry.actor === null ? style['quiet'] : style['name']}>{words.actor(entry)}</span>
}
