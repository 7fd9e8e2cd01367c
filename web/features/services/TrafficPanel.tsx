import { useQuery } from '@tanstack/react-query'
import { Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { healthLimits } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useWindow } from '../../mesh/scope.ts'
import { ChartGroup } from '../../ui/chart/ChartGroup.tsx'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { LineChart } from '../../ui/chart/LineChart.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { latenciesOf, linesOf, type ServiceSeries } from './lines.ts'
import { seriesOf } from './queries.ts'
import { SeriesTable } from './SeriesTable.tsx'
import style from './services.module.css'

/** Rate, failures and latency over the window, one line a version; the same as a table one click away. */
export function TrafficPanel({ service, markers }: { service: ServiceRef; markers: ChartMarker[] }) {
  const { t } = useTranslation('services')
  const [twin, setTwin] = useState(false)
  const series = useQuery(seriesOf(service, useWindow()))
  return (
    <Panel
      title={t('traffic')}
      aside={
        <>
          {series.data && <Stamps stamps={series.data.stamps} />}
          <IconButton icon={Table2} name={t('twin')} pressed={twin} onClick={() => setTwin(!twin)} />
        </>
      }
    >
      <Loaded query={series}>
        {({ value }) => (twin ? <SeriesTable series={value} /> : <Charts series={value} markers={markers} />)}
      </Loaded>
    </Panel>
  )
}

function Charts({ series, markers }: { series: ServiceSeries; markers: ChartMarker[] }) {
  const { t } = useTranslation('services')
  const format = useFormat()
  const common = { from: epochMs(series.from), stepSeconds: series.stepSeconds, markers }
  const latency = latenciesOf(series)
  return (
    <ChartGroup>
      <div className={style['charts']}>
        <LineChart
          {...common}
          name={t('charts.rate')}
          unit="/s"
          lines={linesOf(series.rate)}
          format={format.figure}
          times={false}
          height={72}
        />
        <LineChart
          {...common}
          name={t('charts.failed')}
          unit="%"
          lines={linesOf(series.failed)}
          format={format.percent}
          times={latency.length === 0}
          limit={{ value: healthLimits.failing, label: format.share(healthLimits.failing) }}
          height={72}
        />
        {latency.map((key, index) => (
          <LineChart
            key={key}
            {...common}
            name={t(`charts.${key}`)}
            unit="ms"
            lines={linesOf(series[key])}
            format={format.figure}
            times={index === latency.length - 1}
            height={index === latency.length - 1 ? 88 : 72}
          />
        ))}
        {latency.length === 0 && <p className={style['muted']}>{t('noLatency')}</p>}
      </div>
    </ChartGroup>
  )
}
