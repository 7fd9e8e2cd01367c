import { useTranslation } from 'react-i18next'
import type { Capabilities } from '#shared/mesh/capability.ts'

/** When a written change is in force, as one sentence. */
export function useEffectWords(): (capabilities: Capabilities) => string {
  const { t } = useTranslation('policyPages')
  return ({ takesEffect, withinSeconds }) =>
    takesEffect === 'live' && withinSeconds !== undefined
      ? t('next.within', { seconds: withinSeconds })
      : t(`next.takesEffect.${takesEffect}`)
}
