import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import style from './Chip.module.css'

/** A filter that reads as a sentence ("Tenant is Acme"), with its way out; a plain tag without `onRemove`. */
export function Chip({
  children,
  onRemove,
  removeName,
  tone,
}: {
  children: ReactNode
  onRemove?: () => void
  removeName?: string
  /** What was edited here, or the newest version beside a baseline; quiet when left out. */
  tone?: 'accent' | 'candidate'
}) {
  return (
    <span className={`${style['chip']} ${onRemove ? '' : style['tag']} ${tone ? style[`${tone}Tag`] : ''}`}>
      {children}
      {onRemove && (
        <button type="button" aria-label={removeName} title={removeName} onClick={onRemove}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** A version: grey for the baseline, violet for the newest beside it. */
export const VersionTag = ({ version, candidate = false }: { version: string; candidate?: boolean }) => (
  <span className={`${style['version']} ${candidate ? style['candidate'] : ''}`}>
    <span className={style['swatch']} aria-hidden />
    {version}
  </span>
)
