import { InputNumber } from 'antd'
import { useId } from 'react'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capability } from '#shared/mesh/capability.ts'
import { useSentence } from '../../../i18n/useSentence.ts'
import { FindingList } from '../../FindingList.tsx'
import style from './form.module.css'

interface Props {
  label: string
  value: number | undefined
  /** Behind the number: `ms`, `/s`, `%`. */
  unit?: string
  min: number
  max: number
  step?: number
  hint?: string
  /** Off where the mesh lacks it; the reason stands below. */
  capability?: Capability | undefined
  /** Of this very field. */
  findings?: readonly Finding[]
  /** What stands for no number, where it may be left out. */
  placeholder?: string
  /** `undefined` when the field was emptied. */
  onChange: (value: number | undefined) => void
}

/** A number with its unit, its limits and what is said of it. */
export function NumberField(props: Props) {
  const { label, value, unit, min, max, step = 1, hint, capability, findings = [], placeholder, onChange } = props
  const sentence = useSentence()
  const id = useId()
  const lacking = capability?.available === 'no'
  const said = capability?.reason ? sentence(capability.reason) : hint
  return (
    <div className={style['number']}>
      <label htmlFor={id}>{label}</label>
      <InputNumber
        id={id}
        value={value ?? null}
        min={min}
        max={max}
        step={step}
        {...(placeholder !== undefined && { placeholder })}
        {...(unit !== undefined && !lacking && { suffix: unit })}
        {...(lacking && { disabled: true })}
        {...(said !== undefined && { 'aria-describedby': `${id}-said` })}
        status={findings.some(({ severity }) => severity === 'error') ? 'error' : ''}
        onChange={(next) => onChange(next ?? undefined)}
      />
      {said !== undefined && (
        <p id={`${id}-said`} className={style['hint']}>
          {said}
        </p>
      )}
      <FindingList small findings={findings} />
    </div>
  )
}
