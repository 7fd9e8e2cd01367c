import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/useFormat.ts'

/** A length of time in words: seconds under two minutes, then minutes, then hours. */
export function useSpanWords(): (seconds: number) => string {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  return (seconds) => {
    if (seconds < 120) return t('span.seconds', { n: format.figure(seconds) })
    if (seconds < 7200) return t('span.minutes', { n: format.figure(seconds / 60) })
    return t('span.hours', { n: format.figure(seconds / 3600) })
  }
}
