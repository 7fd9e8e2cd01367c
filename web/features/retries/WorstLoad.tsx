import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/endpoint.ts'
import { readWorstLoad } from '#shared/features/retries/api.ts'
import { windowed } from '../../api/query.ts'
import { useMesh, useWindow } from '../../mesh/scope.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './retries.module.css'

type Load = Output<typeof readWorstLoad>['value'][number]

/** What retries in force can make of one call that enters, along the calls of the window: worst first. */
export function WorstLoad() {
  const { t } = useTranslation('retries')
  const mesh = useMesh()
  const loads = useQuery(windowed(readWorstLoad, { params: { mesh }, query: useWindow() }))
  return (
    <Panel title={t('load.title')} aside={<Stamps stamps={loads.data?.stamps ?? []} />} flush>
      <Loaded query={loads}>{({ value }) => <Loads loads={value} mesh={mesh} />}</Loaded>
    </Panel>
  )
}

function Loads({ loads, mesh }: { loads: readonly Load[]; mesh: string }) {
  const { t } = useTranslation('retries')
  const format = useFormat()
  const multiplied = loads.filter(({ factor }) => factor === undefined || factor > 1)
  const [worst] = multiplied
  if (!worst) return <p className={style['lead']}>{t('load.none')}</p>
  const timesOf = ({ factor }: Load) =>
    factor === undefined ? t('load.endless') : t('load.times', { factor: format.count(factor) })
  const pathOf = ({ path }: Load) => path.map(({ name }) => name).join(' → ')
  const columns: Column<Load>[] = [
    {
      key: 'service',
      title: t('load.service'),
      render: ({ service }) => <ScopeLink to={paths.service({ mesh, ...service })}>{service.name}</ScopeLink>,
    },
    { key: 'path', title: t('load.path'), wrap: true, render: pathOf },
    { key: 'factor', title: t('load.factor'), numeric: true, render: timesOf },
  ]
  return (
    <>
      <p className={style['lead']}>
        {worst.factor === undefined
          ? t('load.sentenceEndless', { service: worst.service.name, path: pathOf(worst) })
          : t('load.sentence', {
              service: worst.service.name,
              path: pathOf(worst),
              factor: format.count(worst.factor),
            })}
      </p>
      <DataTable
        name={t('load.title')}
        rows={multiplied}
        columns={columns}
        rowKey={({ service }) => `${service.namespace}/${service.name}`}
      />
    </>
  )
}
