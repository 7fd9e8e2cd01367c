import { useTranslation } from 'react-i18next'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useNow } from '../../ui/useNow.ts'
import style from './freezes.module.css'
import { signOf, useFreezeWords } from './useFreezeWords.ts'

interface Props {
  name: string
  freezes: readonly Freeze[]
  empty?: string
  open: string | null
  onOpen: (freeze: Freeze) => void
}

/** Freezes as lines; a line opens one. */
export function FreezesTable({ name, freezes, empty, open, onOpen }: Props) {
  const { t } = useTranslation('freezes')
  const words = useFreezeWords()
  const columns: Column<Freeze>[] = [
    { key: 'id', title: t('columns.id'), render: ({ id }) => <code>{id}</code> },
    { key: 'state', title: t('columns.state'), render: (freeze) => <State freeze={freeze} /> },
    { key: 'environment', title: t('columns.environment'), render: ({ environment }) => environment },
    { key: 'window', title: t('columns.window'), render: (freeze) => <Window freeze={freeze} /> },
    {
      key: 'reason',
      title: t('columns.reason'),
      lead: true,
      wrap: true,
      render: ({ reason }) => <strong>{reason}</strong>,
    },
    {
      key: 'excepted',
      title: t('columns.excepted'),
      wrap: true,
      render: (freeze) => words.excepted(freeze) ?? nothing,
    },
  ]
  return (
    <DataTable
      name={name}
      rows={freezes}
      columns={columns}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      selected={open ?? undefined}
      empty={empty}
    />
  )
}

/** Where it stands, and how long until that changes. */
function State({ freeze }: { freeze: Freeze }) {
  const since = useFreezeWords().since(freeze)
  return (
    <span className={style['window']}>
      <FreezeTag freeze={freeze} />
      {since && <small>{since}</small>}
    </span>
  )
}

/** Where a freeze stands now, as a sign with its word. */
export function FreezeTag({ freeze }: { freeze: Freeze }) {
  const { t } = useTranslation('freezes')
  const state = freezeState(freeze, useNow())
  return <StatusTag status={signOf[state]}>{t(`state.${state}`)}</StatusTag>
}

/** From when to when, for the reader, and in the zone in which it was written down. */
export function Window({ freeze }: { freeze: Freeze }) {
  const words = useFreezeWords()
  const named = words.namedWindow(freeze)
  return (
    <span className={style['window']}>
      {words.window(freeze)}
      {named && <small>{named}</small>}
    </span>
  )
}
