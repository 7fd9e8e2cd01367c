import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import style from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

interface Props {
  title: string
  /** A wider one also has a button that closes it; a question is answered by its own. `text`: as wide as lines of a program need. */
  wide?: boolean | 'text'
  /** After it was closed, in whatever way. */
  onClose: () => void
  /** A button in a form with `method="dialog"` closes it, too. */
  children: ReactNode
}

/** Stands over the page until it is closed; Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, wide = false, onClose, children }: Props) {
  const { t } = useTranslation('ui')
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  const isOver = useRef(false)
  useLayoutEffect(() => {
    const opened = dialog.current
    isOver.current = false
    opened?.showModal()
    // Taken away while it is open, it is closed first: only that returns the focus.
    return () => {
      isOver.current = true
      opened?.close()
    }
  }, [])

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the browser closes it, the panel behind stays open
    <dialog
      ref={dialog}
      className={`${style['dialog']} ${wide ? style['wide'] : ''} ${wide === 'text' ? style['text'] : ''}`}
      aria-labelledby={id}
      onKeyDown={keepEscape}
      onClose={() => {
        if (!isOver.current) onClose()
      }}
    >
      <header className={style['head']}>
        <h2 id={id}>{title}</h2>
        {wide && <IconButton icon={X} name={t('panel.close')} onClick={() => dialog.current?.close()} />}
      </header>
      {children}
    </dialog>
  )
}

function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation()
}
