import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import { MarkerLinks } from '../../ui/chart/MarkerLinks.tsx'
import { type ChartMarker, groupMarkers } from '../../ui/chart/markers.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './circuit-breakers.module.css'
import { usePairWords } from './usePairWords.ts'

// Of the width of the rail: a change's number.
const apart = 0.17

/** For each pair a line over the window, marked where one of its circuits was open. */
export function Timeline({ backtest, markers }: { backtest: Backtest; markers: readonly ChartMarker[] }) {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  const pairOf = usePairWords()
  const [from, to] = [epochMs(backtest.window.from), epochMs(backtest.window.to)]
  const end = backtest.stoppedAt ? epochMs(backtest.stoppedAt) : to
  const percent = (at: number) => `${(((at - from) / (to - from)) * 100).toFixed(3)}%`
  const times = [from, (from + to) / 2, to].map((at) => format.time(at))
  const pairs = backtest.pairs.filter(({ opened, crowded }) => opened > 0 || crowded > 0)
  return (
    <figure className={style['timeline']} aria-label={t('backtest.timeline')}>
      <MarkerLinks groups={groupMarkers(markers, from, to, apart)} line />
      {pairs.map((pair) => (
        <div key={pairOf(pair)} className={style['line']}>
          <span className={style['pair']}>{pairOf(pair)}</span>
          <span className={style['count']}>{t('backtest.openedShort', { count: pair.opened })}</span>
          <span className={style['track']}>
            {backtest.stoppedAt && <i className={style['unread']} style={{ left: percent(end), right: 0 }} />}
            {pair.spans.map((span) => (
              <i
                key={`${span.circuit} ${span.from}`}
                className={style['open']}
                style={{
                  left: percent(epochMs(span.from)),
                  right: `calc(100% - ${percent(span.to ? epochMs(span.to) : end)})`,
                }}
                title={t('backtest.span', {
                  from: format.seconds(epochMs(span.from)),
                  to: span.to ? format.seconds(epochMs(span.to)) : t('backtest.stillOpen'),
                })}
              />
            ))}
          </span>
        </div>
      ))}
      <figcaption className={style['axis']}>
        {times.map((time, index) => (
          <span key={index === 0 ? 'from' : index === 1 ? 'middle' : 'to'}>{time}</span>
        ))}
      </figcaption>
    </figure>
  )
}
