import { type FocusEvent, type MouseEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Window } from '#shared/contract/window.ts'
import { useNow } from '../../ui/useNow.ts'
import { CallRow } from './CallRow.tsx'
import style from './CallTable.module.css'
import { useSeen } from './useSeen.ts'

/** What keeps rows and bars from moving: the list is scrolled, pointed at or holds the focus; bars are brushed. */
export interface Attention {
  scrolled: boolean
  pointed: boolean
  focused: boolean
  brushed: boolean
}

interface Props {
  rows: readonly CallRecord[]
  total: number
  window: Window
  selected: string | undefined
  /** Rows of the former filter, until those of the new one are there. */
  former: boolean
  onOpen: (id: string) => void
  onAttention: (change: Partial<Attention>) => void
  /** After the last row. */
  bottom: ReactNode
}

const columns = ['time', 'caller', 'callee', 'tenant', 'method', 'url', 'status', 'latency'] as const

/** Calls, newest first, 29 px each; on a narrow screen two lines each. */
export function CallTable({ rows, total, window, selected, former, onOpen, onAttention, bottom }: Props) {
  const { t } = useTranslation('calls')
  const withDay = useOtherDay(window)
  const start = useRef<HTMLDivElement>(null)
  useSeen(start, (seen) => onAttention({ scrolled: !seen }))
  const reachable = rows.some(({ id }) => id === selected) ? selected : rows[0]?.id

  function onClick(event: MouseEvent) {
    const id = callAt(event.target)
    const marked = document.getSelection()
    if (id && !(marked && marked.toString() !== '' && event.detail > 1)) onOpen(id)
  }

  function onBlur(event: FocusEvent) {
    if (!event.currentTarget.contains(event.relatedTarget)) onAttention({ focused: false })
  }

  return (
    <div className={style['scroller']}>
      <div ref={start} className={style['start']} />
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- rows are opened with Enter by the page's keys */}
      <div
        role="grid"
        aria-label={t('list.label')}
        aria-rowcount={total + 1}
        aria-busy={former}
        tabIndex={-1}
        className={`${style['grid']} ${former ? style['former'] : ''}`}
        onClick={onClick}
        onFocus={() => onAttention({ focused: true })}
        onBlur={onBlur}
        onPointerEnter={() => onAttention({ pointed: true })}
        onPointerLeave={() => onAttention({ pointed: false })}
      >
        <div
          role="row"
          aria-rowindex={1}
          className={`${style['row']} ${style['head']} ${withDay ? style['dated'] : ''}`}
        >
          {columns.map((column) => (
            <div key={column} role="columnheader" className={style[column]}>
              {t(`columns.${column}`)}
              {column === 'time' && <span aria-hidden> ↓</span>}
              {column === 'latency' && <span className={style['unit']}> ms</span>}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={`${style['rows']} ${withDay ? style['dated'] : ''}`}>
          {rows.map((record, index) => (
            <CallRow
              key={record.id}
              record={record}
              index={index + 2}
              selected={record.id === selected}
              reachable={record.id === reachable}
              withDay={withDay}
            />
          ))}
        </div>
      </div>
      {bottom}
    </div>
  )
}

const callAt = (target: EventTarget): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-call]')?.dataset['call'] : undefined

/** Whether times need their day: the window is not all of today. */
function useOtherDay(window: Window): boolean {
  const today = new Date(useNow()).toDateString()
  return [window.from, window.to].some((at) => new Date(epochMs(at)).toDateString() !== today)
}
