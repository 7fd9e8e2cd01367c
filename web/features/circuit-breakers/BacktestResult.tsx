import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useTwinKey } from '../../ui/useTwinKey.ts'
import { BacktestTable } from './BacktestTable.tsx'
import style from './circuit-breakers.module.css'
import { Timeline } from './Timeline.tsx'
import { useSpanWords } from './useSpanWords.ts'

/** What came of it in words, then when and between whom, then what cannot be known. */
export function BacktestResult({ backtest, markers }: { backtest: Backtest; markers: readonly ChartMarker[] }) {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  const spanWords = useSpanWords()
  const [asTable, setAsTable] = useState(false)
  const { calls, failed, refused, crowded, refusedWell, opened, openSeconds, tenants } = backtest
  const refusedInAll = refused + crowded
  const shown = opened > 0 || refusedInAll > 0
  useTwinKey(() => setAsTable(!asTable), shown)
  return (
    <>
      <p className={style['lead']}>
        {calls === 0
          ? t('backtest.noCalls')
          : opened > 0
            ? t('backtest.opened', { count: opened, time: spanWords(openSeconds) })
            : t('backtest.quiet')}
      </p>
      {calls > 0 && (
        <p className={style['sentence']}>
          {refusedInAll > 0
            ? t('backtest.refused', {
                count: refusedInAll,
                n: format.integer(refusedInAll),
                calls: format.integer(calls),
                share: format.share(refusedInAll / calls),
                well: format.integer(refusedWell),
              })
            : t('backtest.failed', { count: failed, n: format.integer(failed), calls: format.integer(calls) })}
        </p>
      )}
      {crowded > 0 && (
        <p className={style['sentence']}>{t('backtest.crowded', { count: crowded, n: format.integer(crowded) })}</p>
      )}
      {shown && (
        <>
          {asTable ? <BacktestTable backtest={backtest} /> : <Timeline backtest={backtest} markers={markers} />}
          <p className={style['foot']}>
            <button type="button" className={style['turn']} onClick={() => setAsTable(!asTable)}>
              {t(asTable ? 'backtest.asTimeline' : 'backtest.asTable')}
            </button>
            {backtest.morePairs > 0 && <span>{t('backtest.morePairs', { count: backtest.morePairs })}</span>}
          </p>
        </>
      )}
      {tenants.length > 0 && (
        <div className={style['whose']}>
          <h3>{t('backtest.whose')}</h3>
          <ul>
            {tenants.map(({ tenant, refused: count }) => (
              <li key={tenant?.id ?? ''}>
                <span>{tenant ? (tenant.name ?? tenant.id) : t('backtest.noTenant')}</span>
                <span>{format.integer(count)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <FindingList small findings={backtest.findings} />
    </>
  )
}
