import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { Link } from 'react-router'
import style from './PageHeader.module.css'

interface Props {
  title: string
  /** What stands above this page, from far to near. */
  crumbs?: readonly { to: string; label: string }[]
  /** State tag right after the title. */
  tag?: ReactNode
  /** One line of facts. */
  meta?: ReactNode
  /** At most one primary, last. */
  actions?: ReactNode
  /** Work pages (graph, records) are 48 px high and put their tools here. */
  tools?: ReactNode
}

/** The head of every page; it also names the browser's tab. */
export function PageHeader({ title, crumbs = [], tag, meta, actions, tools }: Props) {
  useEffect(() => {
    document.title = `${title} – Meshdeck`
  }, [title])

  return (
    <header className={`${style['header']} ${tools ? style['work'] : ''}`}>
      {crumbs.map((crumb) => (
        <span key={crumb.to} className={style['crumb']}>
          <Link to={crumb.to}>{crumb.label}</Link>
          <ChevronRight size={14} aria-hidden />
        </span>
      ))}
      <h1 className={style['title']}>{title}</h1>
      {tag}
      {meta && <div className={style['meta']}>{meta}</div>}
      {tools && <div className={style['tools']}>{tools}</div>}
      {actions && <div className={style['actions']}>{actions}</div>}
    </header>
  )
}
