import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../../api/session.ts'
import { paths } from '../../../paths.ts'
import { ScopeLink } from '../../ScopeLink.tsx'
import { useServiceName } from '../useServiceName.ts'
import style from './history.module.css'

/** The way to a policy's timeline, for those who may read it; in lists, where a word would be too much, as a sign. */
export function HistoryLink({ policy, short = false }: { policy: PolicyRef; short?: boolean }) {
  const { t } = useTranslation('revisions')
  const nameOf = usePolicyName()
  if (!useMay('changes:read')) return null
  const to = paths.timeline({ ...policy, name: policy.service }, policy.kind, policy.name)
  const name = t('linkOf', { policy: nameOf(policy) })
  return (
    <ScopeLink to={to} className={`${style['link']} ${short ? style['sign'] : ''}`} aria-label={name} title={name}>
      <History size={14} aria-hidden />
      {!short && <span>{t('link')}</span>}
    </ScopeLink>
  )
}

/** What a policy is called in a sentence: its service and its kind. */
export function usePolicyName(): (policy: Pick<PolicyRef, 'service' | 'kind'>) => string {
  const { t } = useTranslation('revisions')
  const { t: kinds } = useTranslation('policyNames')
  const nameOf = useServiceName()
  return ({ service, kind }) => t('policy', { service: nameOf({ name: service }), kind: kinds(`one.${kind}`) })
}
