import { useTranslation } from 'react-i18next'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'

/** A caller and a callee of a backtest; an end that the reader may not see, or that is outside, has no name. */
export function usePairWords(): (pair: Pick<Backtest['pairs'][number], 'caller' | 'callee'>) => string {
  const { t } = useTranslation('circuitBreakers')
  return ({ caller, callee }) =>
    t('pair', { caller: caller ?? t('circuits.outside'), callee: callee ?? t('circuits.hidden') })
}
