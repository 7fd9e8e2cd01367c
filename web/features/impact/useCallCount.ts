import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/useFormat.ts'

/** An expected number of calls for a sentence: `n` to be read, `count` to choose the plural by. */
export function useCallCount(): (calls: number) => { n: string; count: number } {
  const { t } = useTranslation('impact')
  const format = useFormat()
  return (calls) => {
    const count = Math.round(calls)
    return { count, n: calls > 0 && count === 0 ? t('lessThanOne') : format.integer(count) }
  }
}
