import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Password, type User } from '#shared/features/users/model.ts'
import { useMay, useSession } from '../../api/session.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Question } from '../../ui/Question.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useResetPassword, useUpdateUser } from './queries.ts'
import style from './users.module.css'

/** What is done to the account itself: out or in again, and a new password. */
export function AccountActs({ user }: { user: User }) {
  const { t } = useTranslation('users')
  const mayWrite = useMay('users:write')
  const session = useSession()
  const update = useUpdateUser(user.name)
  const [asking, setAsking] = useState<'disable' | 'reset'>()
  if (!mayWrite) return null

  const { name, bindings, revision } = user
  const set = (disabled: boolean) => update.mutate({ disabled, bindings, revision })
  return (
    <>
      <ProblemLine problem={update.error} />
      <Button onClick={() => setAsking('reset')}>{t('person.reset')}</Button>
      {user.disabled ? (
        <Button loading={update.isPending} onClick={() => set(false)}>
          {t('person.enable')}
        </Button>
      ) : (
        <Button danger loading={update.isPending} onClick={() => setAsking('disable')}>
          {t('person.disable')}
        </Button>
      )}
      {asking === 'disable' && (
        <Question
          title={t('person.disableTitle', { name })}
          act={t('person.disableAct', { name })}
          onAct={() => set(true)}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('person.disableText', { name })}</p>
          {session?.name === name && <p>{t('person.disableSelf')}</p>}
        </Question>
      )}
      {asking === 'reset' && <ResetPassword name={name} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function ResetPassword({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation('users')
  const { t: ui } = useTranslation('ui')
  const reset = useResetPassword(name)
  const [password, setPassword] = useState('')
  const isLong = Password.safeParse(password).success

  function submit(event: FormEvent) {
    event.preventDefault()
    reset.mutate(password)
  }
  if (reset.isSuccess) {
    return (
      <Dialog title={t('person.resetTitle', { name })} onClose={onClose}>
        <div className={style['question']}>
          <p>{t('person.resetDone', { name })}</p>
          <CopyText text={password} />
          <div className={style['acts']}>
            <Button onClick={onClose}>{t('close')}</Button>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('person.resetTitle', { name })} onClose={onClose}>
      <form className={style['question']} onSubmit={submit}>
        <p>{t('person.resetText', { name })}</p>
        <PasswordField label={t('newPassword')} value={password} findings={[]} onChange={setPassword} />
        <ProblemLine problem={reset.error} />
        <div className={style['acts']}>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button danger type="primary" htmlType="submit" disabled={!isLong} loading={reset.isPending}>
            {t('person.resetAct')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
