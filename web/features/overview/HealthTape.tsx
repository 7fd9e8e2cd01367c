import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Overview, TapeRow } from '#shared/features/overview/api.ts'
import { type Health, healthLimits } from '#shared/mesh/health.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useMesh } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { Panel } from '../../ui/Panel.tsx'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { EnteringChart } from './EnteringChart.tsx'
import style from './HealthTape.module.css'
import { Legend } from './Legend.tsx'
import { Markers } from './Markers.tsx'
import { Tape } from './Tape.tsx'

const most = 12

/** Each service's health over the window: height and colour rise with trouble. Worst first; the rest is folded. */
export function HealthTape({ overview, markers }: { overview: Overview; markers: ChartMarker[] }) {
  const { t } = useTranslation('overview')
  const mesh = useMesh()
  const [all, setAll] = useState(false)
  const rows = all ? overview.services : overview.services.slice(0, most)
  const folded = overview.services.length - rows.length
  return (
    <Panel
      title={t('tape')}
      meta={t('tapeMeta', { step: useStepWords(overview.stepSeconds) })}
      aside={
        <>
          <Legend />
          <ScopeLink to={paths.topology(mesh)}>{t('openTopology')}</ScopeLink>
        </>
      }
    >
      <div className={style['over']}>
        <Markers overview={overview} markers={markers} />
        <table className={style['table']}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t('columns.service')}</span>
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('columns.tape')}</span>
              </th>
              <th scope="col" className={style['number']}>
                {t('columns.rate')}
              </th>
              <th scope="col" className={style['number']}>
                {t('columns.errors')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ServiceRow key={`${row.service.namespace}/${row.service.name}`} row={row} overview={overview} />
            ))}
          </tbody>
        </table>
        {folded > 0 && (
          <button type="button" className={style['fold']} onClick={() => setAll(true)}>
            {t('fold', { count: folded })}
          </button>
        )}
        <EnteringChart overview={overview} />
      </div>
    </Panel>
  )
}

function ServiceRow({ row, overview }: { row: TapeRow; overview: Overview }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { service, traffic, cells, health } = row
  const ambiguous = overview.services.filter((other) => other.service.name === service.name).length > 1
  const share = traffic.calls > 0 ? traffic.failed / traffic.calls : undefined
  const client = health.measure === 'client-errors' ? health.share : undefined
  const shown = client ?? share
  return (
    <tr>
      <th scope="row">
        <ScopeLink to={paths.service(service)}>{service.name}</ScopeLink>
        {ambiguous && <small>{service.namespace}</small>}
      </th>
      <td>
        <Tape cells={cells} from={epochMs(overview.from)} stepSeconds={overview.stepSeconds} name={service.name} />
      </td>
      <td className={style['number']}>{health.state === 'unknown' ? nothing : format.figure(traffic.rate)}</td>
      <td className={`${style['number']} ${toneOf(health.state, shown)}`}>
        {shown === undefined ? nothing : format.percent(shown)}
        {client !== undefined && <small>{t('measure.client-errors')}</small>}
      </td>
    </tr>
  )
}

/** Only what is past its limit is loud. */
function toneOf(state: Health, share: number | undefined): string {
  if (share === undefined || share < healthLimits.degraded) return ''
  if (state === 'failing') return style['failing'] ?? ''
  return state === 'degraded' ? (style['degraded'] ?? '') : ''
}

function useStepWords(seconds: number): string {
  const { t } = useTranslation('overview')
  const format = useFormat()
  if (seconds < 60) return t('step.seconds', { count: seconds })
  if (seconds < 3600) return t('step.minutes', { count: Number(format.figure(seconds / 60)) })
  return t('step.hours', { count: Number(format.figure(seconds / 3600)) })
}
