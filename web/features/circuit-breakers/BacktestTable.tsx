import { useTranslation } from 'react-i18next'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import { useFormat } from '../../ui/useFormat.ts'
import small from '../../ui/SmallTable.module.css'
import style from './circuit-breakers.module.css'
import { usePairWords } from './usePairWords.ts'
import { useSpanWords } from './useSpanWords.ts'

/** The same as the timeline says, in figures. */
export function BacktestTable({ backtest }: { backtest: Backtest }) {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  const pairOf = usePairWords()
  const spanWords = useSpanWords()
  return (
    <table className={small['table']} aria-label={t('backtest.table')}>
      <thead>
        <tr>
          <th scope="col">{t('circuits.pair')}</th>
          <th scope="col">{t('backtest.column.failed')}</th>
          <th scope="col">{t('backtest.column.opened')}</th>
          <th scope="col">{t('backtest.column.open')}</th>
          <th scope="col">{t('backtest.column.refused')}</th>
        </tr>
      </thead>
      <tbody>
        {backtest.pairs.map((pair) => (
          <tr key={pairOf(pair)}>
            <th scope="row">{pairOf(pair)}</th>
            <td>
              {format.integer(pair.failed)}
              <span className={style['quiet']}> / {format.integer(pair.calls)}</span>
            </td>
            <td>{format.integer(pair.opened)}</td>
            <td>{spanWords(pair.openSeconds)}</td>
            <td>{format.integer(pair.refused + pair.crowded)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
