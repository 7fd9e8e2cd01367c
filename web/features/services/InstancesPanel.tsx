import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import { type Instance, type InstanceStatus, isReady } from '#shared/mesh/instance.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { type Status, StatusTag } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import style from './services.module.css'

const signs: Record<InstanceStatus, Status> = {
  up: 'ok',
  testing: 'ok',
  starting: 'waiting',
  down: 'failing',
  'out-of-service': 'paused',
}

interface Props {
  service: ServiceDetail
  /** What can be done with one of them. */
  acts: (instance: Instance, service: ServiceDetail) => ReactNode
}

/** Every running copy, with where it can be reached. */
export function InstancesPanel({ service, acts }: Props) {
  const { t } = useTranslation('services')
  const instances = service.detail.flatMap((version) => version.instances)
  const columns: Column<Instance>[] = [
    { key: 'host', title: t('columns.instance'), render: ({ host }) => <strong>{host}</strong> },
    { key: 'version', title: t('columns.version'), render: ({ version }) => version },
    {
      key: 'status',
      title: t('columns.status'),
      render: ({ status }) => <StatusTag status={signs[status]}>{t(`status.${status}`)}</StatusTag>,
    },
    { key: 'address', title: t('columns.address'), render: ({ addresses }) => <Addresses addresses={addresses} /> },
    ...(instances.some(({ workload }) => workload)
      ? [{ key: 'workload', title: t('columns.workload'), render: ({ workload }: Instance) => workload ?? nothing }]
      : []),
    { key: 'id', title: 'ID', render: ({ id }) => <CopyText text={id} shown={shortened(id)} /> },
    {
      key: 'since',
      title: t('columns.since'),
      numeric: true,
      render: ({ registeredAt }) => (registeredAt ? <Age at={registeredAt} /> : nothing),
    },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('columns.acts')}</span>,
      render: (instance) => acts(instance, service),
    },
  ]
  const ready = instances.filter(isReady).length
  return (
    <Panel title={t('instances')} meta={t('ready', { ready, all: instances.length })} flush>
      <DataTable name={t('instances')} rows={instances} columns={columns} rowKey={({ id }) => id} />
    </Panel>
  )
}

function Addresses({ addresses }: Pick<Instance, 'addresses'>) {
  if (addresses.length === 0) return nothing
  return addresses.map(({ protocol, host, port }) => (
    <code key={protocol} className={style['address']}>{`${protocol}://${host}:${port}`}</code>
  ))
}
