import { useTranslation } from 'react-i18next'
import type { ImpactExample } from '#shared/features/impact/model.ts'

/** A caller with its version, as far as it may be seen. */
export function useCallerName(): (caller: ImpactExample['caller']) => string {
  const { t } = useTranslation('impact')
  return ({ service, version, hidden }) => {
    if (hidden) return t('hidden')
    return version === undefined ? service : t('callerVersion', { service, version })
  }
}
