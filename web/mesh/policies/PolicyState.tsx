import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import type { PolicyEnd } from '#shared/mesh/policy-endpoints.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './PolicyState.module.css'

/** Whether a policy is on, and the worst that was found about it. */
export function PolicyState({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policyPages')
  return (
    <span className={style['state']}>
      <span>{policy.enabled ? t('state.on') : t('state.off')}</span>
      {policy.understood === 'not' && <span>{t('state.notUnderstood')}</span>}
      <FindingCount policy={policy} />
    </span>
  )
}

/** How much was found about a policy, its sentences on hover; nothing where nothing was. */
export function FindingCount({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  const findings = policy.findings.filter(({ severity }) => severity !== 'note')
  if (findings.length === 0) return null
  return (
    <span className={style['findings']} title={findings.map(sentence).join('\n')}>
      <StatusGlyph status={findings.some(({ severity }) => severity === 'error') ? 'failing' : 'degraded'} />
      {t('state.findings', { count: findings.length })}
    </span>
  )
}

/** When the console takes a policy back by itself. */
export function PolicyEnds({ ends }: { ends: PolicyEnd }) {
  const { t } = useTranslation('policyPages')
  const format = useFormat()
  const at = epochMs(ends.at)
  return (
    <time dateTime={ends.at} title={format.exact(at)}>
      {t('ends.at', { time: format.dayTime(at) })}
    </time>
  )
}
