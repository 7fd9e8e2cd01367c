import { useTranslation } from 'react-i18next'
import { type ObservedLoadBalancing, strategies } from '#shared/features/load-balancing/model.ts'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { OptionList } from '../../mesh/policies/form/OptionList.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'

/** How the caller's proxy chooses among instances. */
export function LoadBalancingForm(props: PolicyFormProps<ObservedLoadBalancing>) {
  const { t } = useTranslation('loadBalancing')
  const { draft, capabilities, onChange } = props
  return (
    <FormSections>
      <MatchSection {...props} />
      <FormSection title={t('heading')} hint={t('hint')}>
        <OptionList
          name={t('heading')}
          value={draft.strategy === 'unknown' ? undefined : draft.strategy}
          options={strategies.map((strategy) => ({
            value: strategy,
            label: t(`strategy.${strategy}.name`),
            hint: t(`strategy.${strategy}.hint`),
            capability: capabilities?.features[`strategy.${strategy}`],
          }))}
          onChange={(strategy) => onChange(({ match }) => ({ strategy, ...(match && { match }) }))}
        />
      </FormSection>
    </FormSections>
  )
}
