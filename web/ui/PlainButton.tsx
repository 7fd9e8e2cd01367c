import type { ReactNode } from 'react'
import style from './PlainButton.module.css'

interface Props {
  children: ReactNode
  onClick: () => void
  primary?: boolean
  disabled?: boolean
}

/** A button for the frame and its states: looks like every other, and loads nothing before the first page. */
export function PlainButton({ children, onClick, primary = false, disabled = false }: Props) {
  return (
    <button
      type="button"
      className={`${style['button']} ${primary ? style['primary'] : ''}`}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
