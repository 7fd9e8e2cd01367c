import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { burstOf, countingIn } from '#shared/features/rate-limits/bucket.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormRow, FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { scopeOf } from '../../mesh/policies/scopes.ts'
import { HowItCounts } from './HowItCounts.tsx'

const largest = 1_000_000

/** How many calls are let through, and what that means where it is counted. */
export function RateLimitForm(props: PolicyFormProps<ObservedRateLimit>) {
  return (
    <FormSections>
      <MatchSection {...props} />
      <LimitSection {...props} />
      <HowItCounts {...props} />
    </FormSections>
  )
}

function LimitSection({
  policyRef,
  draft,
  capabilities,
  findings,
  readOnly,
  onChange,
}: PolicyFormProps<ObservedRateLimit>) {
  const { t } = useTranslation('rateLimits')
  const features = capabilities?.features
  // Where readers count in several ways, the strictest one says what it lets through at once.
  const isFifth = features?.['burst']?.reason?.code === 'burst-is-a-fifth'
  const counting = isFifth ? 'token-bucket' : capabilities && countingIn(capabilities)
  const scope = scopeOf(policyRef.name)
  // For one caller this is what people mean by a block; all of them are not blocked by a button.
  const blocked = scope?.kind === 'caller' || scope?.kind === 'from' ? scope.subject : undefined
  const { limit } = draft
  const isBlock = limit === 0
  const setsBurst = features?.['burst']?.available === 'yes'
  const burst = setsBurst || limit === null || !counting ? draft.burst : burstOf({ limit, per: draft.per }, counting)
  const setLimit = (next: number | null) => onChange((one) => ({ ...one, limit: next }))
  return (
    <FormSection title={t('limit.title')} hint={isBlock ? t('limit.blocked') : t('limit.hint')}>
      <FormRow>
        <NumberField
          label={t('limit.calls')}
          value={limit ?? undefined}
          min={0}
          max={largest}
          findings={findingsBelow(findings, 'limit')}
          onChange={(next) => setLimit(next ?? null)}
        />
        <NumberField
          label={t('limit.per')}
          value={draft.per}
          unit="s"
          min={0.001}
          max={86_400}
          capability={features?.['per']}
          findings={findingsBelow(findings, 'per')}
          onChange={(per = 1) => onChange((one) => ({ ...one, per }))}
        />
        <NumberField
          label={setsBurst ? t('limit.burst') : t('limit.burstComputed')}
          value={burst}
          min={setsBurst ? 1 : 0}
          max={largest}
          capability={features?.['burst']}
          findings={findingsBelow(findings, 'burst')}
          onChange={(next) =>
            onChange(({ burst: _, ...rest }) => ({ ...rest, ...(next === undefined ? {} : { burst: next }) }))
          }
        />
      </FormRow>
      {!readOnly && !isBlock && blocked !== undefined && features?.['block']?.available === 'yes' && (
        <span>
          <Button onClick={() => setLimit(0)}>{t('block', { caller: blocked })}</Button>
        </span>
      )}
    </FormSection>
  )
}
