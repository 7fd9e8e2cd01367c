import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './drift.module.css'

interface Props {
  title: string
  text: string
  reasonLabel: string
  act: string
  /** How the act fares: why it was refused, and whether it is on its way. */
  doing: { error: Error | null; isPending: boolean }
  /** Whether what else is asked has its answer. */
  isAnswered?: boolean
  onAct: (reason: string) => void
  onClose: () => void
  /** What else is asked, above the reason. */
  children?: ReactNode
}

/** A question about drift that is answered with a reason. */
export function ReasonDialog(props: Props) {
  const { title, text, reasonLabel, act, doing, isAnswered = true, onAct, onClose, children } = props
  const { t: ui } = useTranslation('ui')
  const id = useId()
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={style['question']}>
        <p>{text}</p>
        {children}
        <label htmlFor={id}>{reasonLabel}</label>
        <Input.TextArea
          id={id}
          value={reason}
          maxLength={2000}
          rows={2}
          onChange={({ target }) => setReason(target.value)}
        />
        <ProblemLine problem={doing.error} />
        <div className={style['answers']}>
          <form method="dialog">
            <Button htmlType="submit">{ui('cancel')}</Button>
          </form>
          <Button
            type="primary"
            disabled={reason.trim() === '' || !isAnswered}
            loading={doing.isPending}
            onClick={() => onAct(reason)}
          >
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
