import type { ReactNode } from 'react'
import { useId } from 'react'
import style from './Panel.module.css'

interface Props {
  title: ReactNode
  /** Said after the title, quieter: unit, subject, count. */
  meta?: ReactNode
  /** At the right end of the head: stamps, links, buttons. */
  aside?: ReactNode
  /** No padding around the content: tables, lists, charts with their own. */
  flush?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A named stretch of a page: border and surface, no shadow, never inside another. */
export function Panel({ title, meta, aside, flush = false, className, children }: Props) {
  const id = useId()
  return (
    <section className={`${style['panel']} ${className ?? ''}`} aria-labelledby={id}>
      <header className={style['head']}>
        <h2 id={id} className={style['title']}>
          {title}
        </h2>
        {meta !== undefined && <span className={style['meta']}>{meta}</span>}
        {aside && <div className={style['aside']}>{aside}</div>}
      </header>
      <div className={flush ? style['flush'] : style['body']}>{children}</div>
    </section>
  )
}
