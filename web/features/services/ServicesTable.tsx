import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceSummary } from '#shared/features/services/model.ts'
import { type HealthReason, type Traffic, worseFirst } from '#shared/mesh/health.ts'
import { latencyMissing, rateMissing, shareMissing } from '../../mesh/figures/missing.ts'
import { useMissingWords } from '../../mesh/figures/useMissingWords.ts'
import { HealthWord } from '../../mesh/HealthSentence.tsx'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'

interface Props {
  services: ServiceSummary[]
  empty: ReactNode
  onOpen: (service: ServiceSummary) => void
}

const readyOf = ({ versions }: ServiceSummary) => versions.reduce((sum, { ready }) => sum + ready, 0)
const allOf = ({ versions }: ServiceSummary) => versions.reduce((sum, { instances }) => sum + instances, 0)

/** Services as rows; a row leads to the service. */
export function ServicesTable({ services, empty, onOpen }: Props) {
  const { t } = useTranslation('services')
  const columns: Column<ServiceSummary>[] = [
    {
      key: 'state',
      title: t('columns.state'),
      render: ({ health }) => <HealthWord health={health} />,
      order: (one, other) => worseFirst(one.health.state, other.health.state),
    },
    {
      key: 'name',
      lead: true,
      title: t('columns.name'),
      render: (service) => (
        <ScopeLink to={paths.service(service)}>
          <strong>{service.name}</strong>
        </ScopeLink>
      ),
      order: (one, other) => one.name.localeCompare(other.name),
    },
    { key: 'namespace', title: t('columns.namespace'), render: ({ namespace }) => namespace },
    {
      key: 'versions',
      title: t('columns.versions'),
      render: ({ versions }) => versions.map(({ version }) => version).join(', ') || nothing,
    },
    {
      key: 'instances',
      title: t('columns.instances'),
      numeric: true,
      render: (service) => `${readyOf(service)} / ${allOf(service)}`,
      order: (one, other) => readyOf(one) - readyOf(other),
    },
    ...useTrafficColumns<ServiceSummary>(),
  ]
  return (
    <DataTable
      name={t('title')}
      rows={services.toSorted((one, other) => worseFirst(one.health.state, other.health.state))}
      columns={columns}
      rowKey={({ namespace, name }) => `${namespace}/${name}`}
      onOpen={onOpen}
      empty={empty}
    />
  )
}

/** Columns of figures that services, versions and neighbours share. */
export function useTrafficColumns<Row extends { traffic: Traffic; health: HealthReason }>(): Column<Row>[] {
  const { t } = useTranslation('services')
  const format = useFormat()
  const missing = useMissingWords()
  const share = (part: (traffic: Traffic) => number) => (row: Row) =>
    format.percent(part(row.traffic) / row.traffic.calls)
  const byShare = (part: (traffic: Traffic) => number) => (one: Row, other: Row) =>
    part(one.traffic) / Math.max(1, one.traffic.calls) - part(other.traffic) / Math.max(1, other.traffic.calls)
  return [
    {
      key: 'rate',
      title: t('columns.rate'),
      unit: '/s',
      numeric: true,
      render: ({ traffic }) => format.figure(traffic.rate),
      // A window that no source knows has no rate, not even 0.
      why: (row) => missing(rateMissing(row)),
      order: (one, other) => one.traffic.rate - other.traffic.rate,
    },
    {
      key: 'failed',
      title: t('columns.failed'),
      unit: '%',
      numeric: true,
      render: share(({ failed }) => failed),
      why: (row) => missing(shareMissing(row)),
      order: byShare(({ failed }) => failed),
    },
    {
      key: 'clientErrors',
      title: t('columns.clientErrors'),
      unit: '%',
      numeric: true,
      render: share(({ clientErrors }) => clientErrors),
      why: (row) => missing(shareMissing(row)),
      order: byShare(({ clientErrors }) => clientErrors),
    },
    {
      key: 'p95',
      title: t('columns.p95'),
      unit: 'ms',
      numeric: true,
      render: ({ traffic }) => (traffic.p95 === undefined ? nothing : format.figure(traffic.p95)),
      why: (row) => missing(latencyMissing(row)),
      order: (one, other) => (one.traffic.p95 ?? -1) - (other.traffic.p95 ?? -1),
    },
  ]
}
