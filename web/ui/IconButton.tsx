import type { LucideIcon } from 'lucide-react'
import style from './IconButton.module.css'

interface Props {
  icon: LucideIcon
  /** Says what it does; also shown on hover. */
  name: string
  onClick: () => void
  pressed?: boolean
  expanded?: boolean
}

/** An icon that acts; never the primary of a page. */
export function IconButton({ icon: Icon, name, onClick, pressed, expanded }: Props) {
  return (
    <button
      type="button"
      className={style['button']}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}
