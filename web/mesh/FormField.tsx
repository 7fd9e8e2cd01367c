import { type ReactNode, useId } from 'react'
import type { Finding } from '#shared/contract/problem.ts'
import { FindingList } from './FindingList.tsx'
import style from './FormField.module.css'

interface Props {
  label: string
  /** What to know before filling it, below the field; what is wrong with it stands there instead. */
  hint?: ReactNode
  findings?: readonly Finding[]
  /** The control; it takes the id that the label names. */
  children: (id: string) => ReactNode
}

/** A control with its label above it, and below it what to know or what is wrong. */
export function FormField({ label, hint, findings = [], children }: Props) {
  const id = useId()
  return (
    <div className={style['field']}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {findings.length > 0 ? <FindingList small findings={findings} /> : hint && <p>{hint}</p>}
    </div>
  )
}
