import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Series } from '#shared/features/services/model.ts'
import type { TopologyNode } from '#shared/features/topology/model.ts'
import { healthLimits } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useMarkers } from '../../mesh/markers/useMarkers.ts'
import { useWindow } from '../../mesh/scope.ts'
import { ChartGroup } from '../../ui/chart/ChartGroup.tsx'
import { LineChart } from '../../ui/chart/LineChart.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { PanelSection } from './PanelSection.tsx'
import { seriesOf } from './queries.ts'
import { baselineOf, isCandidate } from './roles.ts'
import style from './SelectionPanel.module.css'

interface Props {
  service: ServiceRef
  versions: TopologyNode['versions']
  /** Only this service's calls. */
  caller?: string
}

/** Rate, failures and latency over the window, the versions beside each other. */
export function TrafficCourse({ service, versions, caller }: Props) {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const series = useQuery(seriesOf(service, useWindow(), caller))
  const { mesh, namespace, name: called } = service
  const markers = useMarkers({ mesh, namespace, service: called })
  const lines = (all: readonly Series[]) =>
    all.map(({ name, values }, index) => ({ name, values, ...colorOf(name, versions, index) }))

  return (
    <PanelSection title={t('panel.course')}>
      <Loaded query={series}>
        {({ value }) => {
          if (value.rate.length === 0) return <p className={style['quiet']}>{t('panel.noCourse')}</p>
          const shared = {
            from: epochMs(value.from),
            stepSeconds: value.stepSeconds,
            times: false,
            height: 56,
            markers,
          }
          const limit = { value: healthLimits.failing, label: format.share(healthLimits.failing) }
          return (
            <ChartGroup>
              <div className={style['charts']}>
                <LineChart {...shared} name={t('panel.rate')} lines={lines(value.rate)} format={format.rate} />
                <LineChart
                  {...shared}
                  name={t('panel.failed')}
                  lines={lines(value.failed)}
                  format={format.share}
                  limit={limit}
                />
                <LineChart {...shared} name="p50" lines={lines(value.p50)} format={format.ms} />
                <LineChart {...shared} name="p95" lines={lines(value.p95)} format={format.ms} />
                <LineChart {...shared} name="p99" lines={lines(value.p99)} format={format.ms} height={76} times />
              </div>
            </ChartGroup>
          )
        }}
      </Loaded>
    </PanelSection>
  )
}

/** Grey for the baseline, violet for the newest candidate; further versions in the order of the series. */
function colorOf(name: string, versions: TopologyNode['versions'], index: number): { color: string; dash?: string } {
  if (versions.length < 2) return { color: 'var(--md-accent)' }
  const version = versions.find((one) => one.version === name)
  if (version && version === baselineOf(versions)) return { color: 'var(--md-baseline)' }
  const newest = versions.findLast((one) => isCandidate(one, versions))
  if (version && version === newest) return { color: 'var(--md-candidate)' }
  return { color: `var(--md-series-${(index % 6) + 2})`, dash: '7 3' }
}
