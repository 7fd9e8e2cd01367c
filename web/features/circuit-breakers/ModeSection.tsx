import { useTranslation } from 'react-i18next'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { FormSection } from '../../mesh/policies/form/FormSection.tsx'
import { OptionList } from '../../mesh/policies/form/OptionList.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { everyService } from '../../mesh/policies/useServiceName.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { inMode, modeOf, modes } from './edited.ts'

/** Whether circuits open by what the calls do, are held, or never open. */
export function ModeSection({ policyRef, draft, capabilities, onChange }: PolicyFormProps<ObservedCircuitBreaker>) {
  const { t } = useTranslation('circuitBreakers')
  const features = capabilities?.features
  const inert = features?.['trip.any']?.reason?.code === 'breaker-service-inert'
  return (
    <FormSection title={t('mode.title')} hint={inert ? <Elsewhere policyRef={policyRef} /> : t('mode.hint')}>
      <OptionList
        name={t('mode.title')}
        value={modeOf(draft)}
        options={modes.map((mode) => ({
          value: mode,
          label: t(`mode.${mode}.name`),
          hint: t(`mode.${mode}.hint`),
          capability: mode === 'off' ? undefined : features?.[mode === 'judged' ? 'trip.any' : 'forced'],
        }))}
        onChange={(mode) => onChange(inMode(mode))}
      />
    </FormSection>
  )
}

/** The way from a breaker that is ignored for one service to the one that is not. */
function Elsewhere({ policyRef }: { policyRef: PolicyRef }) {
  const { t } = useTranslation('circuitBreakers')
  return <ScopeLink to={policyAddress({ ...policyRef, service: everyService })}>{t('mode.elsewhere')}</ScopeLink>
}
