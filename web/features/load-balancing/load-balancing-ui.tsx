import { useTranslation } from 'react-i18next'
import { loadBalancingEndpoints } from '#shared/features/load-balancing/api.ts'
import { ObservedLoadBalancing } from '#shared/features/load-balancing/model.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { type PolicyKindUi, type PolicyWords, formOfSpec } from '../../mesh/policies/kind-ui.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'

/** Load balancing as the common pages need it. */
export const loadBalancingUi: PolicyKindUi<ObservedLoadBalancing> = {
  endpoints: loadBalancingEndpoints,
  write: 'load-balancing:write',
  scopes: ['app', 'caller', 'group'],
  everyService: true,
  groupsOfCallers: true,
  useWords,
  ...formOfSpec(ObservedLoadBalancing, { strategy: 'round-robin' }),
}

function useWords(): PolicyWords<ObservedLoadBalancing, ObservedLoadBalancing> {
  const { t } = useTranslation('loadBalancing')
  const serviceName = useServiceName()
  const { matchSentence } = useMatchWords()
  const nameOf = ({ strategy, native }: ObservedLoadBalancing) =>
    strategy === 'unknown' ? t('unknown', { name: native ?? '' }) : t(`strategy.${strategy}.name`)
  return {
    empty: t('empty'),
    summary: (spec) =>
      spec.match ? t('forMatch', { strategy: nameOf(spec), match: matchSentence(spec.match) }) : nameOf(spec),
    changeTitle: ({ ref, draft }) =>
      t('changeTitle', { service: serviceName({ name: ref.service }), strategy: nameOf(draft) }),
    removal: () => ({ text: t('removal.text'), act: t('removal.act') }),
  }
}
