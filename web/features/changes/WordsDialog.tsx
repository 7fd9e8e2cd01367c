import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './Decision.module.css'

interface Props {
  title: string
  label: string
  hint?: string
  /** What is at stake, said before it is done. */
  warning?: string
  act: string
  isDanger?: boolean
  isPending: boolean
  problem: unknown
  onAct: (words: string) => void
  onClose: () => void
}

/** Asks for the words without which an act is not done. */
export function WordsDialog(props: Props) {
  const { title, label, hint, warning, act, isDanger = false, isPending, problem, onAct, onClose } = props
  const { t } = useTranslation('ui')
  const id = useId()
  const [words, setWords] = useState('')
  return (
    <Dialog title={title} onClose={onClose}>
      <form method="dialog" className={style['dialog']}>
        {warning && (
          <p className={style['warning']}>
            <StatusGlyph status="degraded" /> <span>{warning}</span>
          </p>
        )}
        <div className={style['field']}>
          <label htmlFor={id}>{label}</label>
          <Input.TextArea
            id={id}
            rows={3}
            value={words}
            maxLength={2000}
            onChange={({ target }) => setWords(target.value)}
            {...(hint && { 'aria-describedby': `${id}-hint` })}
          />
          {hint && (
            <p id={`${id}-hint`} className={style['why']}>
              {hint}
            </p>
          )}
        </div>
        <ProblemLine problem={problem} />
        <div className={style['buttons']}>
          <Button htmlType="submit">{t('cancel')}</Button>
          <Button
            type="primary"
            danger={isDanger}
            htmlType="button"
            disabled={words.trim() === ''}
            loading={isPending}
            onClick={() => onAct(words.trim())}
          >
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
