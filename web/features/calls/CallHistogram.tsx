import { useQuery } from '@tanstack/react-query'
import { ChartColumn, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import { useMarkers } from '../../mesh/markers/useMarkers.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useKeys } from '../../ui/useKeys.ts'
import { type Brush, brushedWindow, sumOf } from './brush.ts'
import { BrushLabel } from './BrushLabel.tsx'
import style from './CallHistogram.module.css'
import { contextOf } from './filter-address.ts'
import { HistogramBars } from './HistogramBars.tsx'
import { HistogramTable } from './HistogramTable.tsx'
import { callBars } from './queries.ts'

interface Props {
  mesh: string
  filter: CallFilter
  window: Window
  onZoom: (window: Window) => void
  /** Whether something is brushed: then the bars should stay. */
  onBrushed: (brushed: boolean) => void
}

/** The one that is asked for, where it is one. */
const only = (asked: readonly string[] | undefined): string | undefined => (asked?.length === 1 ? asked[0] : undefined)

/** Calls over the window with what went wrong inside each bar; brushing chooses a smaller window. T turns it into a table. */
export function CallHistogram({ mesh, filter, window: asked, onZoom, onBrushed }: Props) {
  const { t } = useTranslation('calls')
  const [asTable, setAsTable] = useState(false)
  const [chosen, setChosen] = useState<Brush & { from: string }>()
  const [namespace, service] = [only(filter.namespace), only(filter.callee)]
  const markers = useMarkers({ mesh, namespace, service })
  const { data } = useQuery(callBars(mesh, contextOf(filter), asked))
  const whole = filter.status === undefined && filter.outcome === undefined
  const bars = data?.bars ?? []
  const since = data?.stamp.since === undefined ? undefined : epochMs(data.stamp.since)
  // Bars of another window are other bars.
  const brush = chosen && chosen.from === bars[0]?.at ? chosen : undefined
  const setBrush = (next: Brush | undefined) => {
    setChosen(next && { ...next, from: bars[0]?.at ?? '' })
    onBrushed(next !== undefined)
  }

  useKeys({ t: () => setAsTable((before) => !before) })

  function zoom() {
    if (!data || !brush) return
    const window = brushedWindow(data.bars, data.stepSeconds, brush, asked.to)
    setBrush(undefined)
    if (window) onZoom(window)
  }

  return (
    <section className={style['histogram']} aria-label={t('histogram.label')}>
      <div className={style['head']}>
        <Legend context={!whole} sum={sumOf(bars)} />
        {data && <StepWords seconds={data.stepSeconds} />}
        <IconButton
          icon={asTable ? ChartColumn : Table2}
          name={`${asTable ? t('histogram.asChart') : t('histogram.asTable')} (t)`}
          pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
      </div>
      {asTable ? (
        <HistogramTable bars={bars} since={since} />
      ) : data === undefined ? (
        <div className={style['empty']} />
      ) : (
        <HistogramBars
          bars={bars}
          window={asked}
          stepSeconds={data.stepSeconds}
          since={since}
          brush={brush}
          onBrush={setBrush}
          onZoom={zoom}
          markers={markers}
        >
          {brush && (
            <BrushLabel
              brush={brush}
              bars={data.bars}
              stepSeconds={data.stepSeconds}
              end={asked.to}
              onZoom={zoom}
              onDrop={() => setBrush(undefined)}
            />
          )}
        </HistogramBars>
      )}
    </section>
  )
}

function Legend({ context, sum }: { context: boolean; sum: ReturnType<typeof sumOf> }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const parts = (['failed', 'clientErrors', 'refused'] as const).filter((part) => sum[part] > 0)
  return (
    <ul className={style['legend']}>
      <li>
        <span className={`${style['swatch']} ${style['rest']}`} aria-hidden />
        {context ? t('histogram.context') : t('histogram.matching')}
      </li>
      {parts.map((part) => (
        <li key={part}>
          <span className={`${style['swatch']} ${style[part]}`} aria-hidden />
          <strong>{format.count(sum[part])}</strong> {t(`histogram.${part}`)}
        </li>
      ))}
    </ul>
  )
}

function StepWords({ seconds }: { seconds: number }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const [unit, length] =
    seconds < 60 ? (['seconds', 1] as const) : seconds < 3600 ? (['minutes', 60] as const) : (['hours', 3600] as const)
  const step = t(`histogram.${unit}`, { n: format.figure(seconds / length) })
  return <span className={style['step']}>{t('histogram.step', { step })}</span>
}
