import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './RuleState.module.css'

/** Whether a rule is on, and the worst that was found about it. */
export function RuleState({ rule }: { rule: RouteRulePolicy }) {
  const { t } = useTranslation('routeRules')
  const sentence = useSentence()
  const findings = rule.findings.filter(({ severity }) => severity !== 'note')
  return (
    <span className={style['state']}>
      <span>{rule.enabled ? t('enabled') : t('disabled')}</span>
      {rule.understood === 'not' && <span>{t('notUnderstood')}</span>}
      {findings.length > 0 && (
        <span className={style['findings']} title={findings.map(sentence).join('\n')}>
          <StatusGlyph status={findings.some(({ severity }) => severity === 'error') ? 'failing' : 'degraded'} />
          {t('findings', { count: findings.length })}
        </span>
      )}
    </span>
  )
}
