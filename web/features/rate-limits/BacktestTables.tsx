import { useTranslation } from 'react-i18next'
import type { Backtest, Refused } from '#shared/features/rate-limits/backtest.ts'
import { useFormat } from '../../ui/useFormat.ts'
import small from '../../ui/SmallTable.module.css'
import style from './rate-limits.module.css'

/** Whose calls are refused: by caller, by tenant, by API. */
export function BacktestTables({ backtest: { callers, tenants, apis } }: { backtest: Backtest }) {
  const { t } = useTranslation('rateLimits')
  const callerName = ({ service, hidden }: Backtest['callers']['named'][number]) =>
    hidden ? t('backtest.hiddenCaller') : service === '' ? t('backtest.outside') : service
  return (
    <>
      <Rows
        title={t('backtest.callers')}
        others={callers.others}
        rows={callers.named.map((row) => ({ ...row, name: callerName(row) }))}
      />
      {tenants.named.length > 0 && (
        <Rows
          title={t('backtest.tenants')}
          others={tenants.others}
          rows={tenants.named.map((row) => ({ ...row, name: row.name ?? row.id }))}
        />
      )}
      <Rows
        title={t('backtest.apis')}
        others={apis.others}
        rows={apis.named.map((row) => ({ ...row, name: `${row.method} ${row.path}`.trim() }))}
      />
    </>
  )
}

interface RowsProps {
  title: string
  rows: readonly (Refused & { name: string })[]
  /** How many are not named. */
  others: number
}

function Rows({ title, rows, others }: RowsProps) {
  const { t } = useTranslation('rateLimits')
  const format = useFormat()
  return (
    <div>
      <table className={small['table']}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('backtest.calls')}</th>
            <th scope="col">{t('backtest.now')}</th>
            <th scope="col">{t('backtest.draft')}</th>
            <th scope="col">%</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{format.integer(row.calls)}</td>
              <td>{format.integer(row.before)}</td>
              <td className={small['strong']}>{format.integer(row.after)}</td>
              <td>{format.percent(row.after / row.calls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 && (
        <p className={style['quiet']}>{t('backtest.others', { count: others, n: format.integer(others) })}</p>
      )}
    </div>
  )
}
