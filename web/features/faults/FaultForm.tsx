import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { longestDelayMs, type ObservedFault } from '#shared/features/faults/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormRow, FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { WhoIsHit } from './WhoIsHit.tsx'

type FormProps = PolicyFormProps<ObservedFault>

/** What happens to which share of the calls, and whose calls these are. */
export function FaultForm(props: FormProps) {
  return (
    <FormSections>
      <MatchSection {...props} />
      <Abort {...props} />
      <Delay {...props} />
      <WhoIsHit policyRef={props.policyRef} fault={props.draft} />
    </FormSections>
  )
}

/** Where a data plane does one of both, choosing one ends the other. */
const isOneOfBoth = ({ capabilities }: FormProps): boolean =>
  capabilities?.features['abort-and-delay']?.available === 'no'

function Abort(props: FormProps) {
  const { t } = useTranslation('faults')
  const { draft, findings, onChange } = props
  const { abort } = draft
  const own = findingsBelow(findings, 'abort')
  const set = (change: Partial<NonNullable<ObservedFault['abort']>>) =>
    onChange((one) => ({ ...one, abort: { percent: 10, ...one.abort, ...change } }))
  const toggle = (on: boolean) =>
    onChange(({ abort: _, delay, ...rest }) => ({
      ...rest,
      ...(on && { abort: { percent: 10, status: 503 } }),
      ...(delay && !(on && isOneOfBoth(props)) && { delay }),
    }))
  return (
    <FormSection title={t('abort.title')} hint={t('abort.hint')}>
      <Checkbox checked={abort !== undefined} onChange={({ target }) => toggle(target.checked)}>
        {t('abort.on')}
      </Checkbox>
      {abort && (
        <FormRow>
          <NumberField
            label={t('share')}
            value={abort.percent}
            unit="%"
            min={1}
            max={100}
            findings={findingsBelow(own, 'percent')}
            onChange={(percent = 1) => set({ percent })}
          />
          <NumberField
            label={t('abort.status')}
            value={abort.status}
            min={200}
            max={599}
            findings={findingsBelow(own, 'status')}
            onChange={(status) =>
              onChange((one) => ({
                ...one,
                abort: { percent: abort.percent, ...(status !== undefined && { status }) },
              }))
            }
          />
        </FormRow>
      )}
      <FindingList small findings={own.filter(({ field }) => field === '')} />
    </FormSection>
  )
}

function Delay(props: FormProps) {
  const { t } = useTranslation('faults')
  const sentence = useSentence()
  const { draft, capabilities, findings, onChange } = props
  const { delay } = draft
  const own = findingsBelow(findings, 'delay')
  const toggle = (on: boolean) =>
    onChange(({ delay: _, abort, ...rest }) => ({
      ...rest,
      ...(abort && !(on && isOneOfBoth(props)) && { abort }),
      ...(on && { delay: { percent: 10, ms: 1000 } }),
    }))
  const both = capabilities?.features['abort-and-delay']
  return (
    <FormSection title={t('delay.title')} hint={both?.reason ? sentence(both.reason) : t('delay.hint')}>
      <Checkbox checked={delay !== undefined} onChange={({ target }) => toggle(target.checked)}>
        {t('delay.on')}
      </Checkbox>
      {delay && (
        <FormRow>
          <NumberField
            label={t('share')}
            value={delay.percent}
            unit="%"
            min={1}
            max={100}
            findings={findingsBelow(own, 'percent')}
            onChange={(percent = 1) => onChange((one) => ({ ...one, delay: { ...delay, percent } }))}
          />
          <NumberField
            label={t('delay.ms')}
            value={delay.ms}
            unit="ms"
            min={1}
            max={longestDelayMs}
            step={100}
            findings={findingsBelow(own, 'ms')}
            onChange={(ms) =>
              onChange((one) => ({ ...one, delay: { percent: delay.percent, ...(ms !== undefined && { ms }) } }))
            }
          />
        </FormRow>
      )}
      <FindingList small findings={own.filter(({ field }) => field === '')} />
    </FormSection>
  )
}
