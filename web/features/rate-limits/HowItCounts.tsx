import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FormSection } from '../../mesh/policies/form/FormSection.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { serviceAt } from '../../mesh/policies/queries.ts'
import { scopeOf } from '../../mesh/policies/scopes.ts'
import { useEffectWords } from '../../mesh/policies/useEffectWords.ts'
import { everyService, useServiceName } from '../../mesh/policies/useServiceName.ts'
import { Facts } from '../../ui/Facts.tsx'
import { useFormat } from '../../ui/useFormat.ts'

/** Which proxy counts, how often, from when on, and what a refused caller gets. */
export function HowItCounts({ policyRef, draft, capabilities, service }: PolicyFormProps<ObservedRateLimit>) {
  const { t } = useTranslation('rateLimits')
  const effectOf = useEffectWords()
  const sentence = useSentence()
  const nameOf = useServiceName()
  const scope = scopeOf(policyRef.name)
  const isAtCaller = scope?.kind === 'app' || scope?.kind === 'caller'
  const caller = scope?.kind === 'caller' ? scope.subject : undefined
  const callerDetail = useQuery({
    ...serviceAt({ ...policyRef, service: caller ?? policyRef.service }),
    enabled: caller !== undefined,
  }).data?.value
  const refusal = capabilities?.features['refusal']?.reason
  const called = nameOf({ name: policyRef.service })
  const counting =
    scope?.kind === 'app'
      ? t('where.everyCaller', { namespace: policyRef.namespace, service: called })
      : isAtCaller
        ? t('where.caller', { caller: caller ?? '' })
        : t('where.called', { service: called })
  return (
    <FormSection title={t('how')}>
      <Facts
        facts={[
          [t('facts.where'), counting],
          [
            t('facts.sidecars'),
            <Product
              key="product"
              draft={draft}
              of={isAtCaller ? caller : policyRef.service}
              detail={isAtCaller ? callerDetail : service}
            />,
          ],
          [t('facts.effect'), capabilities && effectOf(capabilities)],
          [t('facts.refused'), refusal && sentence(refusal)],
        ]}
      />
    </FormSection>
  )
}

/** The limit times the sidecars that count it, where they are known. */
function Product({
  draft: { limit, per },
  of,
  detail,
}: {
  draft: ObservedRateLimit
  of: string | undefined
  detail: ServiceDetail | undefined
}) {
  const { t } = useTranslation('rateLimits')
  const format = useFormat()
  const count = detail?.versions.reduce((sum, { instances }) => sum + instances, 0) ?? 0
  if (of === undefined || of === everyService || count === 0) return t('product.unknown')
  if (limit === null || limit === 0) return t('product.sidecars', { count, service: of })
  const figures = { count, service: of, limit: format.integer(limit), total: format.integer(limit * count) }
  return per === 1 ? t('product.perSecond', figures) : t('product.perPeriod', { ...figures, per: format.figure(per) })
}
