import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Backtest } from '#shared/features/rate-limits/backtest.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { LineChart } from '../../ui/chart/LineChart.tsx'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { PlainButton } from '../../ui/PlainButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useTwinKey } from '../../ui/useTwinKey.ts'
import { BacktestTables } from './BacktestTables.tsx'
import style from './rate-limits.module.css'
import { StepsTable } from './StepsTable.tsx'

/** What came of it in words, then when, then whose calls, then why it may be off. */
export function BacktestResult({ backtest, markers }: { backtest: Backtest; markers: readonly ChartMarker[] }) {
  const { t } = useTranslation('rateLimits')
  const format = useFormat()
  const [twin, setTwin] = useState(false)
  const { total, sidecars, steps } = backtest
  const shown = total.before > 0 || total.after > 0
  useTwinKey(() => setTwin(!twin), shown)
  const counts = {
    n: format.integer(total.after),
    calls: format.integer(total.calls),
    share: format.share(total.after / total.calls),
  }
  return (
    <>
      {total.calls > 0 && (
        <>
          <p className={style['lead']}>
            {total.after > 0 ? t('backtest.refused', { count: total.after, ...counts }) : t('backtest.noneRefused')}{' '}
            {backtest.estimate && <Chip>{t('backtest.estimate')}</Chip>}
          </p>
          <p className={style['sentence']}>
            {t('backtest.counted', { count: sidecars, calls: counts.calls, sidecars: format.integer(sidecars) })}
          </p>
          <p className={style['sentence']}>
            {total.before > 0
              ? t('backtest.before', {
                  count: total.before,
                  n: format.integer(total.before),
                  share: format.share(total.before / total.calls),
                })
              : t('backtest.noneBefore')}
          </p>
        </>
      )}
      {shown && (
        <>
          {twin ? (
            <StepsTable backtest={backtest} />
          ) : (
            <LineChart
              name={t('backtest.chart')}
              unit={t('backtest.perMinute')}
              from={epochMs(backtest.window.from)}
              stepSeconds={backtest.stepSeconds}
              lines={[
                {
                  name: t('backtest.now'),
                  color: 'var(--md-baseline)',
                  dash: '2 3',
                  values: steps.map(({ before }) => before),
                },
                { name: t('backtest.draft'), color: 'var(--md-accent)', values: steps.map(({ after }) => after) },
              ]}
              format={format.figure}
              height={112}
              markers={markers}
            />
          )}
          <span>
            <PlainButton onClick={() => setTwin(!twin)}>
              {t(twin ? 'backtest.asChart' : 'backtest.asTable')}
            </PlainButton>
          </span>
          <BacktestTables backtest={backtest} />
        </>
      )}
      <FindingList small findings={backtest.findings} />
    </>
  )
}
