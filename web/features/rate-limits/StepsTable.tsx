import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Backtest } from '#shared/features/rate-limits/backtest.ts'
import { useFormat } from '../../ui/useFormat.ts'
import small from '../../ui/SmallTable.module.css'
import style from './rate-limits.module.css'

/** The chart's figures: the minutes in which a limit refuses calls, newest first. */
export function StepsTable({ backtest }: { backtest: Backtest }) {
  const { t } = useTranslation('rateLimits')
  const format = useFormat()
  const from = epochMs(backtest.window.from)
  const rows = backtest.steps
    .map((step, index) => ({ ...step, at: from + index * backtest.stepSeconds * 1000 }))
    .filter(({ before, after }) => before > 0 || after > 0)
    .toReversed()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className={style['scroll']} tabIndex={0} role="region" aria-label={t('backtest.chart')}>
      <table className={small['table']}>
        <thead>
          <tr>
            <th scope="col">{t('backtest.minute')}</th>
            <th scope="col">{t('backtest.calls')}</th>
            <th scope="col">{t('backtest.now')}</th>
            <th scope="col">{t('backtest.draft')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{format.dayTime(row.at)}</th>
              <td>{format.integer(row.calls)}</td>
              <td>{format.integer(row.before)}</td>
              <td>{format.integer(row.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
