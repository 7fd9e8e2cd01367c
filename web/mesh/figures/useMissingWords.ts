import { useTranslation } from 'react-i18next'
import type { Missing } from './missing.ts'

/** The reason for a figure that is not there, as a sentence; undefined where it is there. */
export function useMissingWords(): (missing: Missing | undefined) => string | undefined {
  const { t } = useTranslation('services')
  return (missing) => missing && t(`missing.${missing}`)
}
