import { useTranslation } from 'react-i18next'
import type { MatrixEnd } from '#shared/features/authorizations/model.ts'

/** What to call an end of a pair. */
export function useEndName(): (end: MatrixEnd) => string {
  const { t } = useTranslation('authorizations')
  return (end) => {
    if (end.kind === 'hidden') return t('end.hidden')
    if (end.kind === 'client') return t('end.client', { name: end.name })
    return end.kind === 'external' ? t('end.external', { name: end.name }) : end.name
  }
}
