import { useTranslation } from 'react-i18next'
import { circuitBreakerEndpoints } from '#shared/features/circuit-breakers/api.ts'
import { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { type PolicyKindUi, type PolicyWords, formOfSpec } from '../../mesh/policies/kind-ui.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useBreakerWords } from './useBreakerWords.ts'

/** Circuit breakers as the common pages need them. */
export const circuitBreakerUi: PolicyKindUi<ObservedCircuitBreaker> = {
  endpoints: circuitBreakerEndpoints,
  write: 'circuit-breakers:write',
  scopes: ['app', 'caller', 'group'],
  everyService: true,
  useWords,
  ...formOfSpec(ObservedCircuitBreaker, { trip: { errorShare: 50 }, minimumCalls: 20, sleepMs: 15_000 }),
}

function useWords(): PolicyWords<ObservedCircuitBreaker, ObservedCircuitBreaker> {
  const { t } = useTranslation('circuitBreakers')
  const nameOf = useServiceName()
  const { summary } = useBreakerWords()
  return {
    empty: t('empty'),
    summary,
    changeTitle: ({ ref, draft }) =>
      t('changeTitle', { service: nameOf({ name: ref.service }), breaker: summary(draft) }),
    removal: () => ({ text: t('removal.text'), act: t('removal.act') }),
  }
}
