import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '#shared/features/session/api.ts'
import { call } from '../../api/call.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './account.module.css'

const leastLength = 12

/** Sets a new password for the signed-in person. */
export function PasswordForm() {
  const { t } = useTranslation('account')
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => call(changePassword, { body: { current, next } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate()
  }

  return (
    <Panel title={t('password')}>
      <form className={style['form']} onSubmit={submit}>
        <label htmlFor="current">{t('current')}</label>
        <Input
          id="current"
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <label htmlFor="next">{t('next')}</label>
        <Input
          id="next"
          type="password"
          autoComplete="new-password"
          aria-describedby="next-hint"
          required
          minLength={leastLength}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <p id="next-hint" className={style['hint']}>
          {t('nextHint')}
        </p>
        <ProblemLine problem={change.error} />
        {change.isSuccess && <output>{t('changed')}</output>}
        <Button htmlType="submit" type="primary" loading={change.isPending}>
          {t('change')}
        </Button>
      </form>
    </Panel>
  )
}
