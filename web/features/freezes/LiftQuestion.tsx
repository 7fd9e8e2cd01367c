import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useNow } from '../../ui/useNow.ts'
import style from './freezes.module.css'
import { useLiftFreeze } from './queries.ts'
import { useFreezeWords } from './useFreezeWords.ts'

/** Asks for the reason before a freeze ends early, and says what it would still have held back. */
export function LiftQuestion({ freeze, onClose }: { freeze: Freeze; onClose: () => void }) {
  const { t } = useTranslation('freezes')
  const { t: ui } = useTranslation('ui')
  const words = useFreezeWords()
  const lift = useLiftFreeze(freeze.id)
  const [reason, setReason] = useState('')
  // What was read when the question opened.
  const [{ revision }] = useState(freeze)
  const state = freezeState(freeze, useNow()) === 'coming' ? 'coming' : 'running'

  function submit(event: FormEvent) {
    event.preventDefault()
    lift.mutate({ reason, revision }, { onSuccess: onClose })
  }

  return (
    <Dialog title={t('liftTitle', { id: freeze.id })} onClose={onClose}>
      <form className={style['form']} onSubmit={submit}>
        <p>{t(`liftText.${state}`, { environment: freeze.environment, window: words.window(freeze) })}</p>
        <Field id="lift-reason" label={t('liftReason')} required maxLength={500} value={reason} onChange={setReason} />
        <ProblemLine problem={lift.error} />
        <div className={style['acts']}>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button danger type="primary" htmlType="submit" disabled={reason.trim() === ''} loading={lift.isPending}>
            {t('liftAct', { environment: freeze.environment })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
