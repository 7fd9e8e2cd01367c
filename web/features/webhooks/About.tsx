import { useTranslation } from 'react-i18next'
import { WebhookEvent } from '#shared/features/webhooks/event.ts'
import type { Delivery } from '#shared/features/webhooks/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { usePolicyName } from '../../mesh/policies/history/HistoryLink.tsx'
import { paths } from '../../paths.ts'
import { nothing } from '../../ui/format.ts'

/** The change or the policy of which a delivery tells, with the way to it. */
export function About({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  // What a later console will have written may be more than this one knows.
  const event = WebhookEvent.safeParse(JSON.parse(delivery.body)).data
  if (!event) return delivery.subject ?? nothing
  if (event.type === 'test') return nothing
  if (event.type === 'drift.found') return <Policy policy={event.data.policies[0]} />
  const { id, title } = event.data.change
  return <ScopeLink to={paths.change(id)}>{t('change', { id, title })}</ScopeLink>
}

function Policy({ policy }: { policy: PolicyRef | undefined }) {
  const nameOf = usePolicyName()
  if (!policy) return nothing
  const to = paths.timeline({ ...policy, name: policy.service }, policy.kind, policy.name)
  return <ScopeLink to={to}>{nameOf(policy)}</ScopeLink>
}
