import { useTranslation } from 'react-i18next'
import type { HealthReason } from '#shared/mesh/health.ts'
import { StatusGlyph } from '../ui/StatusGlyph.tsx'
import { useFormat } from '../ui/useFormat.ts'

/** Why a state is what it is, in one sentence; nothing where all is well. */
export function useHealthSentence(): (health: HealthReason) => string | undefined {
  const { t } = useTranslation('services')
  const format = useFormat()
  return ({ state, measure, share = 0, limit = 0 }) => {
    if (measure === 'calls') return t('reason.calls')
    if (measure === undefined || (state !== 'failing' && state !== 'degraded')) return undefined
    return t(`reason.${measure}`, { share: format.share(share), limit: format.share(limit) })
  }
}

/** Sign of a state that tells its reason on hover. */
export function HealthGlyph({ health }: { health: HealthReason }) {
  const sentence = useHealthSentence()
  return (
    <span title={sentence(health)}>
      <StatusGlyph status={health.state} label />
    </span>
  )
}
