import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
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

  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog
      ref={dialog}
      className={`${style['dialog']} ${wide ? style['wide'] : ''} ${wide === 'text' ? style['text'] : ''}`}
      aria-labelledby={id}
      onClose={onClose}
    >
      <header className={style['head']}>
        <h2 id={id}>{title}</h2>
        {wide && <IconButton icon={X} name={t('panel.close')} onClick={() => dialog.current?.close()} />}
      </header>
      {children}
    </dialog>
  )
}
