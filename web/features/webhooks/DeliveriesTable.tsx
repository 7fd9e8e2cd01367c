import { useTranslation } from 'react-i18next'
import type { Delivery } from '#shared/features/webhooks/model.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { About } from './About.tsx'
import { signOfDelivery, useTryWords } from './useDeliveryWords.ts'

interface Props {
  deliveries: readonly Delivery[]
  open: string | null
  empty: string
  onOpen: (delivery: Delivery) => void
}

/** What was told, a line each; a line opens one. */
export function DeliveriesTable({ deliveries, open, empty, onOpen }: Props) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const words = useTryWords()
  const columns: Column<Delivery>[] = [
    { key: 'at', title: t('columns.at'), render: ({ at }) => <Time at={at} seconds /> },
    { key: 'type', title: t('columns.type'), lead: true, render: ({ type }) => <strong>{t(`type.${type}`)}</strong> },
    { key: 'about', title: t('columns.about'), wrap: true, render: (delivery) => <About delivery={delivery} /> },
    { key: 'webhook', title: t('columns.webhook'), render: ({ webhook }) => webhook },
    {
      key: 'state',
      title: t('columns.state'),
      render: ({ state, tries }) => <StatusTag status={signOfDelivery(state, tries)}>{t(`state.${state}`)}</StatusTag>,
    },
    {
      key: 'last',
      title: t('columns.last'),
      wrap: true,
      render: ({ tries: { last } }) => (last ? words(last) : nothing),
    },
    {
      key: 'tries',
      title: t('columns.tries'),
      numeric: true,
      render: ({ tries }) => format.integer(tries.count),
    },
  ]
  return (
    <DataTable
      name={t('deliveries')}
      rows={deliveries}
      columns={columns}
      rowKey={({ number }) => String(number)}
      onOpen={onOpen}
      selected={open ?? undefined}
      empty={empty}
    />
  )
}
