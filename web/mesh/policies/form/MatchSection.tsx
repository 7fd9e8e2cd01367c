import { useTranslation } from 'react-i18next'
import type { Match } from '#shared/mesh/match.ts'
import { findingsBelow } from '../../findings-below.ts'
import { MatchBuilder } from '../../match/MatchBuilder.tsx'
import type { PolicyFormProps } from '../kind-ui.ts'
import { scopeOf } from '../scopes.ts'
import { FormSection } from './FormSection.tsx'

/** Which calls a policy for a match group is about; nothing for other policies. */
export function MatchSection<Spec extends { match?: Match | undefined }>({
  policyRef,
  draft,
  capabilities,
  findings,
  readOnly,
  onChange,
}: PolicyFormProps<Spec>) {
  const { t } = useTranslation('policyPages')
  const scope = scopeOf(policyRef.name)
  if (scope?.kind !== 'group' && !draft.match) return null
  return (
    <FormSection title={t('group.title')} hint={t('group.hint', { group: scope?.subject ?? '' })}>
      <MatchBuilder
        match={draft.match ?? { any: [] }}
        capabilities={capabilities}
        findings={findingsBelow(findings, 'match')}
        readOnly={readOnly}
        onChange={(change) => onChange((one) => ({ ...one, match: change(one.match ?? { any: [] }) }))}
      />
    </FormSection>
  )
}
