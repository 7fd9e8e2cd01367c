import type { ReactNode } from 'react'
import style from './states.module.css'

interface Props {
  title: string
  /** What would be here and how to get it. */
  hint?: ReactNode
  actions?: ReactNode
  /** A drawing in line style; a dashed arrow over a line when left out. */
  drawing?: ReactNode
}

/** Nothing is here, and that is not a failure. */
export function Empty({ title, hint, actions, drawing = <Drawing /> }: Props) {
  return (
    <div className={style['empty']}>
      {drawing}
      <h2 className={style['title']}>{title}</h2>
      {hint && <p className={style['quiet']}>{hint}</p>}
      {actions && <div className={style['actions']}>{actions}</div>}
    </div>
  )
}

const Drawing = () => (
  <svg width="130" height="52" viewBox="0 0 130 52" fill="none" aria-hidden>
    <path d="M0 10h122" stroke="var(--md-accent)" strokeWidth="1.5" strokeDasharray="5 4" />
    <path d="m121 5.5 8 4.5-8 4.5z" fill="var(--md-accent)" />
    <path d="M3 36c14-14 26-22 44-20s40 6 76 0" stroke="var(--md-text-3)" strokeWidth="1.2" strokeDasharray="2.5 3.5" />
    <path d="M0 46h130" stroke="var(--md-axis)" />
  </svg>
)
