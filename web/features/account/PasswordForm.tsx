import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '#shared/features/session/api.ts'
import { call } from '../../api/call.ts'
import { Field } from '../../ui/Field.tsx'
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
        <Field
          id="current"
          label={t('current')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={setCurrent}
        />
        <Field
          id="next"
          label={t('next')}
          hint={t('nextHint')}
          type="password"
          autoComplete="new-password"
          required
          minLength={leastLength}
          value={next}
          onChange={setNext}
        />
        <ProblemLine problem={change.error} />
        {change.isSuccess && <output>{t('changed')}</output>}
        <Button htmlType="submit" type="primary" loading={change.isPending}>
          {t('change')}
        </Button>
      </form>
    </Panel>
  )
}
