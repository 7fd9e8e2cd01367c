import { useTranslation } from 'react-i18next'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormRow, FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { ModeSection } from './ModeSection.tsx'
import { withFields } from './edited.ts'
import { StatusList } from './StatusList.tsx'
import { TripSection } from './TripSection.tsx'

/** When a circuit opens, what it does then, and what bounds a call anyway. */
export function CircuitBreakerForm(props: PolicyFormProps<ObservedCircuitBreaker>) {
  const { t } = useTranslation('circuitBreakers')
  const { draft, capabilities, findings, onChange } = props
  const features = capabilities?.features
  const judged = draft.trip !== undefined && draft.forced === undefined && features?.['trip.any']?.available !== 'no'
  return (
    <FormSections>
      <MatchSection {...props} />
      <ModeSection {...props} />
      {judged && <TripSection {...props} />}
      {judged && (
        <FormSection title={t('failing.title')} hint={t('failing.hint')}>
          <StatusList
            statuses={draft.failureStatuses}
            capability={features?.['failureStatuses']}
            findings={findingsBelow(findings, 'failureStatuses')}
            onChange={(failureStatuses) => onChange(withFields({ failureStatuses }))}
          />
        </FormSection>
      )}
      <FormSection title={t('limits.title')} hint={t('limits.hint')}>
        <FormRow>
          <NumberField
            label={t('limits.timeoutMs')}
            value={draft.timeoutMs}
            unit="ms"
            min={1}
            max={86_400_000}
            placeholder={t('byItself')}
            capability={features?.['timeoutMs']}
            findings={findingsBelow(findings, 'timeoutMs')}
            onChange={(timeoutMs) => onChange(withFields({ timeoutMs }))}
          />
          <NumberField
            label={t('limits.maxConcurrency')}
            value={draft.maxConcurrency}
            min={1}
            max={100_000}
            placeholder={t('byItself')}
            hint={t('limits.maxConcurrencyHint')}
            capability={features?.['maxConcurrency']}
            findings={findingsBelow(findings, 'maxConcurrency')}
            onChange={(maxConcurrency) => onChange(withFields({ maxConcurrency }))}
          />
        </FormRow>
      </FormSection>
    </FormSections>
  )
}
