import { type ToggleEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '../useFormat.ts'
import style from './MarkerLinks.module.css'
import type { ChartMarker, MarkerGroup } from './markers.ts'

interface Props {
  groups: readonly MarkerGroup[]
  /** Where the drawing begins and ends, in pixels from the edges of the box that this lies over. */
  left?: number
  right?: number
  /** They take a line of their own instead of lying over a drawing. */
  line?: boolean
}

/** From here on (0–1) words stand left of their mark. */
const flipsAt = 0.85

/** The names of marks over a chart's top edge, each a way to what was changed; several that stand too near open as a list. */
export function MarkerLinks({ groups, left = 0, right = 0, line = false }: Props) {
  const { t } = useTranslation('ui')
  if (groups.length === 0) return null
  return (
    <div
      className={style[line ? 'line' : 'marks']}
      style={{ left, right }}
      role="group"
      aria-label={t('chart.changes')}
    >
      {groups.map((group) => (
        <div
          key={group.place}
          className={`${style['mark']} ${group.place > flipsAt ? style['flipped'] : ''}`}
          style={{ left: `${group.place * 100}%` }}
        >
          <MarkerGroupLink group={group} />
        </div>
      ))}
    </div>
  )
}

/** A mark's name as a link, or how many stand there as a button that lists them. */
export function MarkerGroupLink({ group: { markers } }: { group: MarkerGroup }) {
  const [first, ...more] = markers
  if (!first) return null
  return more.length === 0 ? <Mark marker={first} short /> : <Several markers={markers} />
}

function Mark({ marker: { at, label, title, to }, short = false }: { marker: ChartMarker; short?: boolean }) {
  const format = useFormat()
  const name = [label, title, format.seconds(at)].filter(Boolean).join(', ')
  return (
    <Link className={style['link'] ?? ''} to={to} aria-label={name} title={name}>
      {short ? label : name}
    </Link>
  )
}

function Several({ markers }: { markers: readonly ChartMarker[] }) {
  const { t } = useTranslation('ui')
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)

  /** Below its button, and inside the window. */
  function place({ currentTarget: list, newState }: ToggleEvent<HTMLDivElement>) {
    const at = button.current?.getBoundingClientRect()
    if (newState !== 'open' || !at) return
    list.style.top = `${at.bottom + 4}px`
    list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - list.offsetWidth - 8))}px`
  }

  return (
    <>
      <button ref={button} type="button" className={style['link']} popoverTarget={id}>
        <span className="visually-hidden">{t('chart.marks', { count: markers.length })}</span>
        <span aria-hidden>{markers.length}</span>
      </button>
      <div id={id} popover="auto" className={style['list']} onToggle={place}>
        <ul>
          {markers.map((marker) => (
            <li key={`${marker.at} ${marker.label} ${marker.to}`}>
              <Mark marker={marker} />
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
