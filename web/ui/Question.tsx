import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
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
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={style['text']}>{children}</div>
      <form method="dialog" className={style['acts']}>
        <Button htmlType="submit">{t('cancel')}</Button>
        <Button danger type="primary" htmlType="submit" onClick={onAct}>
          {act}
        </Button>
      </form>
    </Dialog>
  )
}
