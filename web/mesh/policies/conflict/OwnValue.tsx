import { Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { FormField } from '../../FormField.tsx'
import style from '../Conflict.module.css'
import type { Own } from './merge.ts'
import { type OwnKind, ownKindOf, Shares } from './own-value.ts'

interface Props {
  label: string
  answer: Own
  /** What is wrong with it. */
  findings: readonly Finding[]
  onAnswer: (answer: Own) => void
}

/** A value that neither of the two has, typed with the control that its kind asks for. */
export function OwnValue({ label, answer, findings: found, onAnswer }: Props) {
  // What it began as; while it is typed it may be anything.
  const [kind] = useState(() => ownKindOf(answer.own))
  const findings = answer.isUnreadable ? [unreadable(kind)] : found
  const field = (control: (id: string) => ReactNode, hint?: ReactNode) => (
    <FormField label={label} hint={hint} findings={findings}>
      {control}
    </FormField>
  )
  if (kind === 'shares') return <SharesFields answer={answer} findings={findings} onAnswer={onAnswer} />
  if (kind === 'number')
    return field((id) => (
      <InputNumber
        id={id}
        value={typeof answer.own === 'number' ? answer.own : null}
        onChange={(own) => onAnswer({ own, isUnreadable: own === null })}
      />
    ))
  if (kind === 'text')
    return field((id) => (
      <Input id={id} value={String(answer.own)} onChange={({ target }) => onAnswer({ own: target.value })} />
    ))
  if (kind === 'names')
    return field((id) => (
      <Select
        id={id}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[' ', ',']}
        value={answer.own as string[]} // what makes it this kind
        onChange={(own: string[]) => onAnswer({ own })}
      />
    ))
  return <ModelField label={label} answer={answer} findings={findings} onAnswer={onAnswer} />
}

const unreadable = (kind: OwnKind): Finding => ({
  code: kind === 'number' ? 'value-missing' : 'value-invalid',
  severity: 'error',
  params: {},
})

/** The value as the model writes it, for what has no control of its own. */
function ModelField({ label, answer, findings, onAnswer }: Props) {
  const { t } = useTranslation('policyPages')
  const [text, setText] = useState(() => JSON.stringify(answer.own, null, 2) ?? '')

  function type(typed: string) {
    setText(typed)
    try {
      onAnswer({ own: JSON.parse(typed) as unknown })
    } catch {
      onAnswer({ ...answer, isUnreadable: true })
    }
  }
  return (
    <FormField label={label} hint={t('conflict.asJson')} findings={findings}>
      {(id) => (
        <Input.TextArea
          id={id}
          className={style['model'] ?? ''}
          rows={6}
          value={text}
          onChange={({ target }) => type(target.value)}
        />
      )}
    </FormField>
  )
}

function SharesFields({ answer, findings, onAnswer }: Omit<Props, 'label'>) {
  const { t } = useTranslation('policyPages')
  const format = useFormat()
  const shares = Shares.parse(answer.own)
  const total = shares.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <div className={style['shares']}>
      {shares.map((share, at) => (
        <FormField
          key={JSON.stringify(share.labels)}
          label={t('conflict.weightOf', { name: Object.values(share.labels).join(' ') })}
        >
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={100}
              suffix="%"
              value={share.weight}
              onChange={(weight) => onAnswer({ own: shares.with(at, { ...share, weight: weight ?? 0 }) })}
            />
          )}
        </FormField>
      ))}
      <FormField label={t('conflict.sum')} findings={findings}>
        {(id) => <output id={id}>{format.share(total / 100)}</output>}
      </FormField>
    </div>
  )
}
