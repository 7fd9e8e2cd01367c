import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import style from './MenuButton.module.css'

export interface MenuEntry {
  key: string
  label: ReactNode
  /** Said at the right end, quieter. */
  hint?: ReactNode
  /** The one that is chosen now, in a menu of choices. */
  checked?: boolean
  onSelect: () => void
}

interface Props {
  /** What the button is for; said before what it shows, and on hover. */
  name: string
  /** What the button shows. */
  children: ReactNode
  groups: readonly { title?: string; entries: readonly MenuEntry[] }[]
  /** Which edge of the button the menu keeps to. */
  align?: 'start' | 'end'
  /** Stands among buttons with a frame and looks as they do. */
  framed?: boolean
  /** Below the entries, outside the menu's roles: a small form. */
  footer?: (close: () => void) => ReactNode
}

/** A button with a menu at it, where there is room: arrows walk, Escape and a click outside close, the focus returns. */
export function MenuButton({ name, children, groups, align = 'start', framed = false, footer }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const entry = (selector: string) => root.current?.querySelector<HTMLElement>(selector)
    ;(entry('[aria-checked=true]') ?? entry('[role^=menuitem]'))?.focus()
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false) // targets of pointer events are nodes
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  function close() {
    setOpen(false)
    button.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!open) return
    if (event.key === 'Escape') close()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key !== 'Escape' && step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (step !== undefined) moveFocus(root.current, step)
  }

  return (
    <div ref={root} className={style['root']} onKeyDown={onKeyDown} role="presentation">
      <button
        ref={button}
        type="button"
        className={`${style['button']} ${framed ? style['framed'] : ''}`}
        title={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="visually-hidden">{name}</span>
        {children}
      </button>
      {open && (
        <div ref={keepInSight} className={`${style['menu']} ${align === 'end' ? style['end'] : ''}`}>
          <div id={id} role="menu" aria-label={name}>
            {groups.map((group, index) => (
              <Group key={group.title ?? index} title={group.title} entries={group.entries} onDone={close} />
            ))}
          </div>
          {footer && <div className={style['footer']}>{footer(() => setOpen(false))}</div>}
        </div>
      )}
    </div>
  )
}

/** Opens a menu above its button where below there is no room for it, and keeps it to the other edge where it would be cut. */
function keepInSight(menu: HTMLElement | null): void {
  const button = menu?.parentElement?.getBoundingClientRect()
  if (!menu || !button) return
  const { left, right, bottom, height } = menu.getBoundingClientRect()
  menu.toggleAttribute('data-above', bottom > window.innerHeight && button.top > height)
  if (left < 0) menu.dataset['edge'] = 'start'
  else if (right > window.innerWidth) menu.dataset['edge'] = 'end'
}

function Group({
  title,
  entries,
  onDone,
}: {
  title: string | undefined
  entries: readonly MenuEntry[]
  onDone: () => void
}) {
  return (
    <fieldset aria-label={title} className={style['group']}>
      {title && (
        <div className={style['groupTitle']} aria-hidden>
          {title}
        </div>
      )}
      {entries.map((entry) => (
        <button
          key={entry.key}
          type="button"
          role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={entry.checked}
          tabIndex={-1}
          className={style['entry']}
          onClick={() => {
            onDone()
            entry.onSelect()
          }}
        >
          <span>{entry.label}</span>
          {entry.hint && <span className={style['hint']}>{entry.hint}</span>}
        </button>
      ))}
    </fieldset>
  )
}

function moveFocus(root: HTMLElement | null, step: number): void {
  const entries = [...(root?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  const now = entries.findIndex((entry) => entry === document.activeElement)
  entries[(now + step + entries.length) % entries.length]?.focus()
}
