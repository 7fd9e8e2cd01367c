import { useTranslation } from 'react-i18next'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { FormRow, FormSection } from '../../mesh/policies/form/FormSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import { saidOf } from '../../mesh/policies/form/said-of.ts'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { withFields, withTrip } from './edited.ts'

/** What opens a circuit, over which calls, and how it closes again. */
export function TripSection(props: PolicyFormProps<ObservedCircuitBreaker>) {
  const { t } = useTranslation('circuitBreakers')
  const { draft, onChange } = props
  const { trip = {} } = draft
  const of = (name: string, field = name, feature = field) => ({
    label: t(`field.${name}` as 'field.minimumCalls'), // one of the fields below
    placeholder: t('byItself'),
    ...saidOf(props, field, feature),
  })
  const ofTrip = (name: string, feature = name) => of(name, `trip.${name}`, `trip.${feature}`)
  return (
    <>
      <FormSection title={t('opens.title')} hint={t('opens.hint')}>
        <FormRow>
          <NumberField
            {...ofTrip('errorShare')}
            unit="%"
            value={trip.errorShare}
            min={1}
            max={100}
            onChange={(errorShare) => onChange(withTrip({ errorShare }))}
          />
          <NumberField
            {...of('minimumCalls')}
            value={draft.minimumCalls}
            min={1}
            max={100_000}
            onChange={(minimumCalls) => onChange(withFields({ minimumCalls }))}
          />
          <NumberField
            {...of('windowSeconds')}
            unit="s"
            value={draft.windowSeconds}
            min={1}
            max={3600}
            onChange={(windowSeconds) =>
              onChange(
                withFields({ windowSeconds, windowCalls: windowSeconds === undefined ? draft.windowCalls : undefined }),
              )
            }
          />
          <NumberField
            {...of('windowCalls')}
            value={draft.windowCalls}
            min={1}
            max={100_000}
            onChange={(windowCalls) =>
              onChange(
                withFields({ windowCalls, windowSeconds: windowCalls === undefined ? draft.windowSeconds : undefined }),
              )
            }
          />
        </FormRow>
        <FormRow>
          <NumberField
            {...ofTrip('slowShare')}
            unit="%"
            value={trip.slowShare}
            min={1}
            max={100}
            onChange={(slowShare) => onChange(withTrip({ slowShare }))}
          />
          <NumberField
            {...ofTrip('slowerThanMs', 'slowShare')}
            unit="ms"
            value={trip.slowerThanMs}
            min={1}
            max={86_400_000}
            onChange={(slowerThanMs) => onChange(withTrip({ slowerThanMs }))}
          />
          <NumberField
            {...ofTrip('consecutiveErrors')}
            value={trip.consecutiveErrors}
            min={1}
            max={10_000}
            onChange={(consecutiveErrors) => onChange(withTrip({ consecutiveErrors }))}
          />
        </FormRow>
      </FormSection>
      <FormSection title={t('closes.title')} hint={t('closes.hint')}>
        <FormRow>
          <NumberField
            {...of('sleepMs')}
            unit="ms"
            value={draft.sleepMs}
            min={1}
            max={86_400_000}
            onChange={(sleepMs) => onChange(withFields({ sleepMs }))}
          />
          <NumberField
            {...of('trialCalls')}
            value={draft.trialCalls}
            min={1}
            max={1000}
            onChange={(trialCalls) => onChange(withFields({ trialCalls }))}
          />
        </FormRow>
      </FormSection>
    </>
  )
}
