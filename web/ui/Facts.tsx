import type { ReactNode } from 'react'
import style from './Facts.module.css'

/** Names and values in two columns; rows without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
  return (
    <dl className={style['facts']}>
      {known.map(([name, value]) => (
        <div key={name} className={style['row']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
