import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FaultedEdge, readFaultReach } from '#shared/features/faults/api.ts'
import type { ObservedFault } from '#shared/features/faults/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { windowed } from '../../api/query.ts'
import { FormSection } from '../../mesh/policies/form/FormSection.tsx'
import { useWindow } from '../../mesh/scope.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './faults.module.css'

interface Props {
  policyRef: PolicyRef
  fault: ObservedFault
}

/** Callers whose calls a fault meets, with the calls a second that it would abort and delay. */
export function WhoIsHit({ policyRef, fault }: Props) {
  const { t } = useTranslation('faults')
  const { mesh, namespace, service, name } = policyRef
  const reach = useQuery(windowed(readFaultReach, { params: { mesh, namespace, service, name }, query: useWindow() }))
  return (
    <FormSection title={t('reach.title')} hint={t(fault.match ? 'reach.hintSome' : 'reach.hint')}>
      <Loaded query={reach}>
        {({ value, stamps }) => (
          <>
            <Sum edges={value} fault={fault} />
            {value.length > 0 && <Edges edges={value} fault={fault} every={service === '*'} />}
            <Stamps stamps={stamps} />
          </>
        )}
      </Loaded>
    </FormSection>
  )
}

const shareOf = (part: { percent: number } | undefined): number => Math.max(0, part?.percent ?? 0) / 100

function Sum({ edges, fault: { abort, delay } }: { edges: readonly FaultedEdge[]; fault: ObservedFault }) {
  const { t } = useTranslation('faults')
  const format = useFormat()
  const rate = edges.reduce((sum, edge) => sum + edge.rate, 0)
  if (edges.length === 0) return <p className={style['sum']}>{t('reach.nobody')}</p>
  const words = {
    count: new Set(edges.map(({ caller }) => caller.name)).size,
    rate: format.rate(rate),
    aborted: format.rate(rate * shareOf(abort)),
    delayed: format.rate(rate * shareOf(delay)),
  }
  const which = abort && delay ? 'both' : abort ? 'aborted' : delay ? 'delayed' : 'neither'
  return <p className={style['sum']}>{t(`reach.sum.${which}`, words)}</p>
}

function Edges({ edges, fault, every }: { edges: readonly FaultedEdge[]; fault: ObservedFault; every: boolean }) {
  const { t } = useTranslation('faults')
  const format = useFormat()
  const part = (percent: { percent: number } | undefined) => (edge: FaultedEdge) =>
    percent ? format.figure(edge.rate * shareOf(percent)) : nothing
  const columns: Column<FaultedEdge>[] = [
    { key: 'caller', title: t('reach.caller'), render: ({ caller }) => caller.name },
    ...(every ? [{ key: 'callee', title: t('reach.callee'), render: ({ callee }: FaultedEdge) => callee.name }] : []),
    { key: 'rate', title: t('reach.calls'), unit: '/s', numeric: true, render: ({ rate }) => format.figure(rate) },
    { key: 'aborted', title: t('reach.aborted'), unit: '/s', numeric: true, render: part(fault.abort) },
    { key: 'delayed', title: t('reach.delayed'), unit: '/s', numeric: true, render: part(fault.delay) },
  ]
  return (
    <div className={style['table']}>
      <DataTable
        name={t('reach.title')}
        rows={edges}
        columns={columns}
        rowKey={({ caller, callee }) => `${caller.namespace}/${caller.name} ${callee.namespace}/${callee.name}`}
      />
    </div>
  )
}
