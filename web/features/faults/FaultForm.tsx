import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { longestDelayMs, type ObservedFault } from '#shared/features/faults/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormRow, FormSection, FormSections } from '../../mesh/policies/form/FormSection.tsx'
import { MatchSection } from '../../mesh/policies/form/MatchSection.tsx'
import { NumberField } from '../../mesh/policies/form/NumberField.tsx'
import { saidOf } from '../../mesh/policies/form/said-of.ts'
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

/** What is said of a number that was emptied; such a draft is not checked yet. */
const missing: { findings: Finding[] } = { findings: [{ code: 'value-missing', severity: 'error', params: {} }] }

function Abort(props: FormProps) {
  const { t } = useTranslation('faults')
  const { abort } = props.draft
  const toggle = (on: boolean) =>
    props.onChange(({ abort: _, delay, ...rest }) => ({
      ...rest,
      ...(on && { abort: { percent: 10, status: 503 } }),
      ...(delay && !(on && isOneOfBoth(props)) && { delay }),
    }))
  const set = (next: ObservedFault['abort']) => props.onChange((one) => ({ ...one, ...(next && { abort: next }) }))
  return (
    <Part {...props} part="abort" hint={t('abort.hint')} onToggle={toggle}>
      {abort && (
        <FormRow>
          <Share {...props} part="abort" value={abort.percent} onChange={(percent) => set({ ...abort, percent })} />
          <NumberField
            label={t('abort.status')}
            value={abort.status}
            min={200}
            max={599}
            {...(abort.status === undefined ? missing : saidOf(props, 'abort.status'))}
            onChange={(status) => set({ percent: abort.percent, ...(status !== undefined && { status }) })}
          />
        </FormRow>
      )}
    </Part>
  )
}

function Delay(props: FormProps) {
  const { t } = useTranslation('faults')
  const sentence = useSentence()
  const { delay } = props.draft
  const toggle = (on: boolean) =>
    props.onChange(({ delay: _, abort, ...rest }) => ({
      ...rest,
      ...(abort && !(on && isOneOfBoth(props)) && { abort }),
      ...(on && { delay: { percent: 10, ms: 1000 } }),
    }))
  const set = (next: ObservedFault['delay']) => props.onChange((one) => ({ ...one, ...(next && { delay: next }) }))
  const both = props.capabilities?.features['abort-and-delay']
  return (
    <Part {...props} part="delay" hint={both?.reason ? sentence(both.reason) : t('delay.hint')} onToggle={toggle}>
      {delay && (
        <FormRow>
          <Share {...props} part="delay" value={delay.percent} onChange={(percent) => set({ ...delay, percent })} />
          <NumberField
            label={t('delay.ms')}
            value={delay.ms}
            unit="ms"
            min={1}
            max={longestDelayMs}
            step={100}
            {...(delay.ms === undefined ? missing : saidOf(props, 'delay.ms'))}
            onChange={(ms) => set({ percent: delay.percent, ...(ms !== undefined && { ms }) })}
          />
        </FormRow>
      )}
    </Part>
  )
}

interface PartProps extends FormProps {
  part: 'abort' | 'delay'
  hint: string
  onToggle: (on: boolean) => void
  children: ReactNode
}

/** One of both things that a fault does, switched on and off, with what is said of it as a whole below. */
function Part({ part, hint, onToggle, children, draft, findings }: PartProps) {
  const { t } = useTranslation('faults')
  return (
    <FormSection title={t(`${part}.title`)} hint={hint}>
      <Checkbox checked={draft[part] !== undefined} onChange={({ target }) => onToggle(target.checked)}>
        {t(`${part}.on`)}
      </Checkbox>
      {children}
      <FindingList small findings={findingsBelow(findings, part).filter(({ field }) => field === '')} />
    </FormSection>
  )
}

interface ShareProps extends Pick<FormProps, 'capabilities' | 'findings'> {
  part: 'abort' | 'delay'
  value: number
  onChange: (percent: number) => void
}

function Share({ part, value, onChange, ...props }: ShareProps) {
  const { t } = useTranslation('faults')
  return (
    <NumberField
      label={t('share')}
      value={value}
      unit="%"
      min={1}
      max={100}
      {...saidOf(props, `${part}.percent`)}
      onChange={(percent = 1) => onChange(percent)}
    />
  )
}
