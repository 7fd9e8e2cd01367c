import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { signIn } from '#shared/features/session/api.ts'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/query.ts'
import { sessionQuery } from '../../api/session.ts'
import { Field } from '../../ui/Field.tsx'
import { LanguageMenu } from '../../ui/LanguageMenu.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { ThemeMenu } from '../../ui/ThemeMenu.tsx'
import style from './SignInPage.module.css'

/** Signs in with a local account and goes on to where the person wanted to be. */
export function SignInPage() {
  const { t } = useTranslation('session')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const returnTo = localAddress(search.get('return'))

  useEffect(() => {
    document.title = `${t('title')} – Meshdeck`
  }, [t])

  const signing = useMutation({
    mutationFn: () => call(signIn, { body: { name, password } }),
    onSuccess: async (session) => {
      queryClient.clear()
      queryClient.setQueryData(sessionQuery().queryKey, session)
      await navigate(returnTo, { replace: true })
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    signing.mutate()
  }

  return (
    <div className={style['page']}>
      <div className={style['corner']}>
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <main className={style['card']}>
        <Logo size={28} />
        <h1 className={style['title']}>{t('title')}</h1>
        <p className={style['lead']}>{search.has('return') ? t('returns') : t('lead')}</p>
        <form onSubmit={submit} className={style['form']}>
          <Field
            id="name"
            label={t('name')}
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            required
            value={name}
            onChange={setName}
          />
          <Field
            id="password"
            label={t('password')}
            type="password"
            size="large"
            autoComplete="current-password"
            required
            value={password}
            onChange={setPassword}
          />
          <div className={style['problem']}>
            <ProblemLine problem={signing.error} />
          </div>
          <Button type="primary" size="large" htmlType="submit" loading={signing.isPending} block>
            {t('signIn')}
          </Button>
        </form>
      </main>
    </div>
  )
}

/** Only an address of this console: nobody is sent elsewhere by a prepared link. */
function localAddress(address: string | null): string {
  if (!address) return '/'
  const url = new URL(address, location.origin)
  return url.origin === location.origin ? url.pathname + url.search : '/'
}
