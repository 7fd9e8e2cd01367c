import { useTranslation } from 'react-i18next'
import type { HealthReason } from '#shared/mesh/health.ts'
import { StatusGlyph } from '../ui/StatusGlyph.tsx'
import { useFormat } from '../ui/useFormat.ts'
import style from './HealthSentence.module.css'

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

/** Sign and word of a state, quiet where all is well; its reason is told on hover. */
export function HealthWord({ health }: { health: HealthReason }) {
  const { t } = useTranslation('ui')
  const sentence = useHealthSentence()
  return (
    <span className={`${style['word']} ${style[health.state]}`} title={sentence(health)}>
      <StatusGlyph status={health.state} />
      {t(`status.${health.state}`)}
    </span>
  )
}
