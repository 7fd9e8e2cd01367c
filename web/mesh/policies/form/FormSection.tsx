import { type ReactNode, useId } from 'react'
import style from './form.module.css'

/** The sections of a kind's form, one below the other. */
export const FormSections = ({ children }: { children: ReactNode }) => (
  <div className={style['sections']}>{children}</div>
)

/** One subject of a form with its heading, and what to know of it. */
export function FormSection({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style['section']} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {hint !== undefined && <p className={style['hint']}>{hint}</p>}
      {children}
    </section>
  )
}

/** Fields beside each other, as many as there is room for. */
export const FormRow = ({ children }: { children: ReactNode }) => <div className={style['row']}>{children}</div>
