import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Neighbour, ServiceDetail } from '#shared/features/services/model.ts'
import { HealthWord } from '../../mesh/HealthSentence.tsx'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Lock } from 'lucide-react'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import style from './services.module.css'
import { useTrafficColumns } from './ServicesTable.tsx'

/** Who called it and whom it called in the window. */
export function Neighbours({ service, stamps }: { service: ServiceDetail; stamps: Stamp[] }) {
  const { t } = useTranslation('services')
  return (
    <div className={page['body']}>
      <Panel title={t('callers')} meta={service.callers.length} aside={<Stamps stamps={stamps} />} flush>
        <NeighbourTable
          name={t('callers')}
          head={t('columns.from')}
          neighbours={service.callers}
          none={t('noCallers')}
        />
      </Panel>
      <Panel title={t('callees')} meta={service.callees.length} aside={<Stamps stamps={stamps} />} flush>
        <NeighbourTable name={t('callees')} head={t('columns.to')} neighbours={service.callees} none={t('noCallees')} />
      </Panel>
    </div>
  )
}

function NeighbourTable({
  name,
  head,
  neighbours,
  none,
}: {
  name: string
  head: string
  neighbours: Neighbour[]
  none: string
}) {
  const { t } = useTranslation('services')
  const columns: Column<Neighbour>[] = [
    { key: 'state', title: t('columns.state'), width: 140, render: ({ health }) => <HealthWord health={health} /> },
    { key: 'name', lead: true, title: head, render: (neighbour) => <Name neighbour={neighbour} /> },
    // The figures of both tables stand below each other.
    ...useTrafficColumns<Neighbour>().map((column) => ({ ...column, width: 120 })),
  ]
  return <DataTable name={name} rows={neighbours} columns={columns} rowKey={keyOf} empty={none} />
}

function Name({ neighbour }: { neighbour: Neighbour }) {
  const { t } = useTranslation('services')
  const { service, label, hidden } = neighbour
  if (hidden) {
    return (
      <span className={style['muted']}>
        <Lock size={14} aria-hidden /> {t('hidden')}
      </span>
    )
  }
  if (!service) {
    return (
      <>
        {label} <span className={style['muted']}>{t('outside')}</span>
      </>
    )
  }
  return (
    <>
      <ScopeLink to={paths.service(service)}>
        <strong>{service.name}</strong>
      </ScopeLink>{' '}
      <span className={style['muted']}>{service.namespace}</span>
    </>
  )
}

const keyOf = ({ service, label, hidden }: Neighbour): string =>
  service ? `${service.namespace}/${service.name}` : hidden ? 'hidden' : `outside ${label ?? ''}`
