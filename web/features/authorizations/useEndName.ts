import { useTranslation } from 'react-i18next'
import type { MatrixCell, MatrixEnd } from '#shared/features/authorizations/model.ts'
import { sharedNames } from './matrix.ts'

/** What to call an end of these pairs: with its namespace where the name alone would leave open which one. */
export function useEndName(cells: readonly MatrixCell[]): (end: MatrixEnd) => string {
  const { t } = useTranslation('authorizations')
  const shared = sharedNames(cells)
  return (end) => {
    if (end.kind === 'hidden') return t('end.hidden')
    if (end.kind === 'client') return t('end.client', { name: end.name })
    if (end.kind === 'external') return t('end.external', { name: end.name })
    return shared.has(end.name) ? t('end.placed', end) : end.name
  }
}
