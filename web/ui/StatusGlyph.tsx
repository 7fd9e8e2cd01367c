import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './StatusGlyph.module.css'

export type Status = 'ok' | 'degraded' | 'failing' | 'idle' | 'unknown' | 'paused' | 'applying' | 'waiting' | 'note'

// Each state has its own silhouette on a 14 px square, so that colour never stands alone.
const shapes: Record<Status, ReactNode> = {
  ok: (
    <>
      <circle cx="7" cy="7" r="6" className={style['fill']} />
      <path d="m4.2 7.2 2 2 3.6-4" className={style['on']} />
    </>
  ),
  degraded: (
    <>
      <path d="M7 1.2 13.3 12.4H.7z" className={style['fill']} strokeLinejoin="round" />
      <path d="M7 5.2v3.2M7 10.4v.2" className={style['on']} />
    </>
  ),
  failing: (
    <>
      <path d="M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4z" className={style['fill']} />
      <path d="m5 5 4 4m0-4-4 4" className={style['on']} />
    </>
  ),
  idle: (
    <>
      <circle cx="7" cy="7" r="5.4" className={style['line']} />
      <path d="M4.6 7h4.8" className={style['line']} />
    </>
  ),
  unknown: (
    <>
      <rect x="1.4" y="1.4" width="11.2" height="11.2" rx="2" className={style['line']} strokeDasharray="2.6 2" />
      <path d="M5.4 5.6a1.7 1.7 0 1 1 2.4 1.6c-.6.3-.8.6-.8 1.1M7 10v.2" className={style['line']} />
    </>
  ),
  paused: (
    <>
      <circle cx="7" cy="7" r="6" className={style['fill']} />
      <path d="M5.4 4.8v4.4M8.6 4.8v4.4" className={style['on']} />
    </>
  ),
  applying: (
    <>
      <circle cx="7" cy="7" r="5.2" className={style['rest']} />
      <path d="M7 1.8A5.2 5.2 0 0 1 12.2 7" className={style['turning']} />
    </>
  ),
  waiting: (
    <>
      <circle cx="7" cy="7" r="5.4" className={style['line']} />
      <path d="M7 4v3.2l2 1.2" className={style['line']} />
    </>
  ),
  note: (
    <>
      <circle cx="7" cy="7" r="5.4" className={style['line']} />
      <path d="M7 6.6v3.2M7 4.3v.1" className={style['line']} />
    </>
  ),
}

/** The sign of a state. With `label` it speaks by itself; without, a word must stand beside it. */
export function StatusGlyph({ status, size = 14, label = false }: { status: Status; size?: number; label?: boolean }) {
  const { t } = useTranslation('ui')
  const name = label ? { role: 'img', 'aria-label': t(`status.${status}`) } : { 'aria-hidden': true as const }
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" className={`${style['glyph']} ${style[status]}`} {...name}>
      {shapes[status]}
    </svg>
  )
}

/** Sign and word on the state's tint, for tables and heads. `children` replaces the word. */
export function StatusTag({ status, children }: { status: Status; children?: ReactNode }) {
  const { t } = useTranslation('ui')
  return (
    <span className={`${style['tag']} ${style[status]}`}>
      <StatusGlyph status={status} />
      <span>{children ?? t(`status.${status}`)}</span>
    </span>
  )
}
