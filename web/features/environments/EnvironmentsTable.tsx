import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { useMay } from '../../api/session.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { coverageOf, type NamespaceNow } from './environment-form.ts'
import style from './environments.module.css'
import { FreezeNow } from './FreezeNow.tsx'
import { allFreezes, useOrderEnvironments } from './queries.ts'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  open: string | null
  onOpen: (environment: Environment) => void
}

/** Environments in their order, which is changed by dragging and by buttons; a line opens one. */
export function EnvironmentsTable({ environments, places, open, onOpen }: Props) {
  const { t } = useTranslation('environments')
  const format = useFormat()
  const words = useEnvironmentWords()
  const mayWrite = useMay('environments:write')
  const order = useOrderEnvironments()
  const [said, setSaid] = useState('')
  const freezes = useQuery(allFreezes()).data?.freezes ?? []

  function move(name: string, to: number) {
    const from = environments.findIndex((one) => one.name === name)
    const moved = environments[from]
    if (!moved || to === from || to < 0 || to >= environments.length) return
    order.mutate(environments.toSpliced(from, 1).toSpliced(to, 0, moved))
    setSaid(t('moved', { name, number: to + 1, count: environments.length }))
  }
  const columns: Column<Environment>[] = [
    ...(mayWrite
      ? [
          {
            key: 'order',
            title: t('columns.order'),
            width: 96,
            render: ({ name }: Environment) => (
              <Mover
                name={name}
                at={environments.findIndex((one) => one.name === name)}
                count={environments.length}
                onMove={move}
              />
            ),
          },
        ]
      : []),
    {
      key: 'name',
      title: t('columns.name'),
      lead: true,
      render: ({ name }) => (
        <span className={style['name']}>
          <strong>{name}</strong>
          <FreezeNow freezes={freezes.filter(({ environment }) => environment === name)} quiet />
        </span>
      ),
    },
    { key: 'covers', title: t('columns.covers'), wrap: true, render: (one) => words.covers(one) },
    { key: 'approvals', title: t('columns.approvals'), wrap: true, render: (one) => words.approvals(one) },
    {
      key: 'step',
      title: t('columns.step'),
      numeric: true,
      render: ({ largestWeightStep: step }) => (step === undefined ? t('anyStep') : format.share(step / 100)),
    },
    {
      key: 'now',
      title: t('columns.now'),
      numeric: true,
      render: (one) => coverageOf(one, environments, places).covered.length,
    },
  ]
  return (
    <>
      <DataTable
        name={t('title')}
        rows={environments}
        columns={columns}
        rowKey={({ name }) => name}
        onOpen={onOpen}
        selected={open ?? undefined}
      />
      <output className="visually-hidden">{said}</output>
      <ProblemLine problem={order.error} />
    </>
  )
}

interface MoverProps {
  name: string
  at: number
  count: number
  onMove: (name: string, to: number) => void
}

/** Where a line is taken and dropped, and the same with keys. */
function Mover({ name, at, count, onMove }: MoverProps) {
  const { t } = useTranslation('environments')
  const [over, setOver] = useState(false)

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    onMove(event.dataTransfer.getData('text/plain'), at)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons beside it do the same with keys
    <span
      className={`${style['mover']} ${over ? style['over'] : ''}`}
      draggable
      title={t('move.drag', { name })}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', name)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <GripVertical size={14} aria-hidden />
      {at > 0 && <IconButton icon={ChevronUp} name={t('move.up', { name })} onClick={() => onMove(name, at - 1)} />}
      {at < count - 1 && (
        <IconButton icon={ChevronDown} name={t('move.down', { name })} onClick={() => onMove(name, at + 1)} />
      )}
    </span>
  )
}
