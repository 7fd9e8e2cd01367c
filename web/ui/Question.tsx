import { Button } from 'antd'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import style from './Question.module.css'

interface Props {
  title: string
  /** On the button that does it: the act with what it costs. */
  act: string
  onAct: () => void
  /** After the answer, whichever it is. */
  onClose: () => void
  children: ReactNode
}

/** Asks before something is taken away. Escape is no, and the focus returns to where it was. */
export function Question({ title, act, onAct, onClose, children }: Props) {
  const { t } = useTranslation('ui')
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => dialog.current?.showModal(), [])

  function answer(yes: boolean) {
    dialog.current?.close()
    if (yes) onAct()
  }

  return (
    <dialog ref={dialog} className={style['question']} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <div className={style['text']}>{children}</div>
      <div className={style['acts']}>
        <Button onClick={() => answer(false)}>{t('cancel')}</Button>
        <Button danger type="primary" onClick={() => answer(true)}>
          {act}
        </Button>
      </div>
    </dialog>
  )
}
