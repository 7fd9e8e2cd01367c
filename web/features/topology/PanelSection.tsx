import type { ReactNode } from 'react'
import style from './SelectionPanel.module.css'

/** One named stretch of the panel, parted by a hairline. */
export function PanelSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={style['section']}>
      <header className={style['head']}>
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  )
}
