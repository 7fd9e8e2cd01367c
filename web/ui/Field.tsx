import { Input, type InputProps } from 'antd'
import style from './Field.module.css'

interface Props extends Omit<InputProps, 'id' | 'onChange'> {
  id: string
  label: string
  /** What to know before typing, below the field. */
  hint?: string
  onChange: (text: string) => void
}

/** A line to type into, its label above it. */
export function Field({ id, label, hint, onChange, ...input }: Props) {
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }
  return (
    <div className={style['field']}>
      <label htmlFor={id}>{label}</label>
      <Input id={id} {...described} {...input} onChange={(event) => onChange(event.target.value)} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={style['hint']}>
          {hint}
        </p>
      )}
    </div>
  )
}
