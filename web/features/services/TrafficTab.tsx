import { useQuery } from '@tanstack/react-query'
import { Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { healthLimits } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useAddressValues, useWindow } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { TimeChart } from '../../ui/chart/TimeChart.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { PlainButton } from '../../ui/PlainButton.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useTwinKey } from '../../ui/useTwinKey.ts'
import { latenciesOf, linesOf, type ServiceSeries } from './lines.ts'
import { seriesOf } from './queries.ts'
import { SeriesTable } from './SeriesTable.tsx'
import style from './services.module.css'

interface Props {
  service: ServiceRef
  markers: ChartMarker[]
}

/** The service's traffic by version, large: one crosshair through all charts, a stretch to brush, the figures as a table. */
export function TrafficTab({ service, markers }: Props) {
  const { t } = useTranslation('services')
  const [twin, setTwin] = useState(false)
  const [stretch, setStretch] = useState<Stretch>()
  const series = useQuery(seriesOf(service, useWindow()))
  useTwinKey(() => setTwin((before) => !before), true)
  return (
    <div className={page['body']}>
      <Panel
        title={t('traffic')}
        meta={stretch ? undefined : t('brush')}
        aside={
          <>
            {stretch && <Stretched service={service} stretch={stretch} onDone={() => setStretch(undefined)} />}
            {series.data && <Stamps stamps={series.data.stamps} />}
            <IconButton icon={Table2} name={t('twin')} pressed={twin} onClick={() => setTwin(!twin)} />
          </>
        }
      >
        <Loaded query={series}>
          {({ value }) =>
            twin ? (
              <SeriesTable series={value} large />
            ) : (
              <Charts series={value} markers={markers} onSelect={(from, to) => setStretch({ from, to })} />
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

/** Milliseconds since 1970. */
interface Stretch {
  from: number
  to: number
}

/** What can be done with a brushed stretch: look closer, or read its calls. */
function Stretched({ service, stretch, onDone }: { service: ServiceRef; stretch: Stretch; onDone: () => void }) {
  const { t } = useTranslation('services')
  const format = useFormat()
  const [, setAddress] = useAddressValues()
  const range = { from: instantOf(Math.round(stretch.from)), to: instantOf(Math.round(stretch.to)) }
  const calls = new URLSearchParams({ namespace: service.namespace, callee: service.name, ...range })
  return (
    <>
      <span>
        {format.seconds(stretch.from)} – {format.seconds(stretch.to)}
      </span>
      <PlainButton
        onClick={() => {
          setAddress({ last: null, ...range })
          onDone()
        }}
      >
        {t('zoom')}
      </PlainButton>
      <Link to={`${paths.calls(service.mesh)}?${calls}`}>{t('callsIn')}</Link>
    </>
  )
}

interface ChartsProps {
  series: ServiceSeries
  markers: ChartMarker[]
  onSelect: (from: number, to: number) => void
}

function Charts({ series, markers, onSelect }: ChartsProps) {
  const { t } = useTranslation('services')
  const format = useFormat()
  const common = { from: epochMs(series.from), stepSeconds: series.stepSeconds, markers, onSelect, group: 'traffic' }
  const latencies = latenciesOf(series)
  return (
    <div className={style['large']}>
      <TimeChart {...common} name={t('charts.rate')} unit="/s" lines={linesOf(series.rate)} format={format.figure} />
      <TimeChart
        {...common}
        name={t('charts.failed')}
        unit="%"
        lines={linesOf(series.failed)}
        format={format.percent}
        limit={{ value: healthLimits.failing, label: format.share(healthLimits.failing) }}
      />
      {latencies.map((key) => (
        <TimeChart
          key={key}
          {...common}
          name={t(`charts.${key}`)}
          unit="ms"
          lines={linesOf(series[key])}
          format={format.figure}
        />
      ))}
      {latencies.length === 0 && <p className={style['muted']}>{t('noLatency')}</p>}
    </div>
  )
}
