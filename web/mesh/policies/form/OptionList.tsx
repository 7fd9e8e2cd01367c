import { useId } from 'react'
import { ConfigProvider } from 'antd'
import type { Capability } from '#shared/mesh/capability.ts'
import { useSentence } from '../../../i18n/useSentence.ts'
import style from './form.module.css'

interface Option<Value extends string> {
  value: Value
  label: string
  hint: string
  /** Off where the mesh lacks it; the reason stands in the hint's place. */
  capability: Capability | undefined
}

interface Props<Value extends string> {
  /** What is chosen, for those who do not see the heading above. */
  name: string
  options: readonly Option<Value>[]
  value: Value | undefined
  onChange: (value: Value) => void
}

/** One of a few ways, each with what it does; one that the mesh lacks stays and says why. */
export function OptionList<Value extends string>({ name, options, value, onChange }: Props<Value>) {
  const sentence = useSentence()
  const group = useId()
  const { componentDisabled } = ConfigProvider.useConfig()
  return (
    <fieldset className={style['options']} aria-label={name}>
      {options.map((option) => {
        const lacking = option.capability?.available === 'no'
        const reason = option.capability?.reason
        return (
          <div key={option.value} className={style['option']}>
            <input
              type="radio"
              id={`${group}-${option.value}`}
              name={group}
              disabled={lacking || componentDisabled}
              checked={value === option.value}
              aria-describedby={`${group}-${option.value}-hint`}
              onChange={() => onChange(option.value)}
            />
            <label htmlFor={`${group}-${option.value}`} className={lacking ? style['lacking'] : undefined}>
              {option.label}
            </label>
            <p id={`${group}-${option.value}-hint`} className={style['hint']}>
              {reason ? sentence(reason) : option.hint}
            </p>
          </div>
        )
      })}
    </fieldset>
  )
}
