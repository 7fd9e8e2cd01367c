import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useSearchParams } from 'react-router'
import style from './TabLinks.module.css'

export interface TabLink {
  key: string
  label: string
  count?: number | undefined
  content: () => ReactNode
}

/** Parts of a page, one at a time; the address says which (`?tab=`). The first one is there when it says nothing. */
export function TabLinks({ name, tabs }: { name: string; tabs: readonly TabLink[] }) {
  const [search] = useSearchParams()
  const current = tabs.find((tab) => tab.key === search.get('tab')) ?? tabs[0]
  const bar = useRef<HTMLElement>(null)
  const key = current?.key

  // On a phone the open one may stand outside the bar.
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (open && bar.current) bar.current.scrollLeft = open.offsetLeft - bar.current.offsetLeft - 40
  }, [key])

  const addressOf = (key: string) => {
    const next = new URLSearchParams(search)
    next.set('tab', key)
    return `?${next}`
  }
  return (
    <>
      <nav ref={bar} className={style['tabs']} aria-label={name}>
        {tabs.map((tab) => (
          <Link key={tab.key} to={addressOf(tab.key)} replace aria-current={tab === current ? 'page' : undefined}>
            {tab.label} {tab.count !== undefined && <span className={style['count']}>{tab.count}</span>}
          </Link>
        ))}
      </nav>
      {current?.content()}
    </>
  )
}
