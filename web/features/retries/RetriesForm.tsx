import { useTranslation } from 'react-i18next'
import { type ObservedRetries, attemptsOf, backoffKinds } from '#shared/features/retries/model.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { FormRow, FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import { OptionList } from '../../mesh/policies/form/OptionList.tsx'
import { saidOf } from '../../mesh/policies/form/said-of.ts'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { StatusesField } from './StatusesField.tsx'

/** How often a failed call is tried again, where, and after how long. */
export function RetriesForm(props: PolicyFormProps<ObservedRetries>) {
  const { t } = useTranslation('retries')
  const { draft, capabilities, onChange } = props
  const attempts = attemptsOf(draft)
  const oneOfBoth = capabilities?.features['retries.both']?.available === 'no'
  const set = (change: Partial<ObservedRetries>) => onChange((one) => ({ ...one, ...change }))
  return (
    <FormSections>
      <MatchSection {...props} />
      <FormSection
        title={t('attempts.title')}
        hint={attempts > 1 ? t('attempts.hint', { attempts }) : t('attempts.hintNone')}
      >
        <FormRow>
          <NumberField
            label={t('attempts.onSame')}
            value={draft.onSame}
            min={0}
            max={10}
            hint={t('attempts.onSameHint')}
            {...saidOf(props, 'onSame')}
            onChange={(onSame = 0) => set({ onSame, ...(oneOfBoth && onSame > 0 && { onNext: 0 }) })}
          />
          <NumberField
            label={t('attempts.onNext')}
            value={draft.onNext}
            min={0}
            max={10}
            hint={t('attempts.onNextHint')}
            {...saidOf(props, 'onNext')}
            onChange={(onNext = 0) => set({ onNext, ...(oneOfBoth && onNext > 0 && { onSame: 0 }) })}
          />
        </FormRow>
      </FormSection>
      <FormSection title={t('conditions.title')} hint={t('conditions.hint')}>
        <StatusesField
          statuses={draft.statuses}
          {...saidOf(props, 'statuses')}
          onChange={(statuses) => onChange(({ statuses: _, ...rest }) => ({ ...rest, ...(statuses && { statuses }) }))}
        />
      </FormSection>
      <Backoff {...props} />
    </FormSections>
  )
}

function Backoff(props: PolicyFormProps<ObservedRetries>) {
  const { t } = useTranslation('retries')
  const { draft, capabilities, onChange } = props
  const { backoff } = draft
  const setBackoff = (change: Partial<NonNullable<ObservedRetries['backoff']>>) =>
    onChange((one) => ({ ...one, backoff: { kind: 'constant', minMs: 20, ...one.backoff, ...change } }))
  return (
    <FormSection title={t('backoff.title')} hint={backoff ? undefined : t('backoff.byItself')}>
      <OptionList
        name={t('backoff.title')}
        value={backoff?.kind}
        options={backoffKinds.map((kind) => ({
          value: kind,
          label: t(`backoff.${kind}.name`),
          hint: t(`backoff.${kind}.hint`),
          capability: capabilities?.features[`backoff.${kind}`],
        }))}
        onChange={(kind) => setBackoff({ kind })}
      />
      <FindingList small findings={saidOf(props, 'backoff.kind').findings} />
      {backoff && backoff.kind !== 'none' && (
        <FormRow>
          <NumberField
            label={t('backoff.minMs')}
            value={backoff.minMs}
            unit="ms"
            min={0}
            max={60_000}
            {...saidOf(props, 'backoff.minMs')}
            onChange={(minMs = 0) => setBackoff({ minMs })}
          />
          {backoff.kind === 'exponential' && (
            <NumberField
              label={t('backoff.maxMs')}
              value={backoff.maxMs}
              unit="ms"
              min={0}
              max={600_000}
              {...saidOf(props, 'backoff.maxMs', 'backoff.maximum')}
              onChange={(maxMs = 0) => setBackoff({ maxMs })}
            />
          )}
        </FormRow>
      )}
    </FormSection>
  )
}
