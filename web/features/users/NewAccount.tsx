import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createUser } from '#shared/features/users/api.ts'
import { parseWith } from '#shared/contract/parse.ts'
import { RefusedRequest } from '../../api/call.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormField } from '../../mesh/FormField.tsx'
import { paths } from '../../paths.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Input } from 'antd'
import { type BindingForm, bindingsOf, emptyBinding } from './binding-form.ts'
import { BindingsEditor } from './BindingsEditor.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useCreateUser } from './queries.ts'
import style from './users.module.css'

/** Makes an account with its first password and roles; the password is then shown once. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const create = useCreateUser()
  const [password, setPassword] = useState('')
  if (create.data) return <Made name={create.data.name} password={password} onClose={onClose} />
  return <Form create={create} password={password} onPassword={setPassword} onClose={onClose} />
}

interface FormProps {
  create: ReturnType<typeof useCreateUser>
  password: string
  onPassword: (password: string) => void
  onClose: () => void
}

function Form({ create, password, onPassword, onClose }: FormProps) {
  const { t } = useTranslation('users')
  const { t: ui } = useTranslation('ui')
  const id = useId()
  const [name, setName] = useState('')
  const [forms, setForms] = useState<BindingForm[]>([emptyBinding])
  const [tried, setTried] = useState(false)
  const bindings = bindingsOf(forms)
  const account = parseWith(createUser.body.omit({ bindings: true }), { name, password })
  const refused = create.error instanceof RefusedRequest ? create.error : undefined
  const said = [...(tried && !account.ok ? account.findings : []), ...(refused?.findings ?? [])]

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (account.ok && bindings.ok) create.mutate({ ...account.value, bindings: bindings.value })
  }
  return (
    <SidePanel
      title={t('new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" htmlType="submit" form={id} loading={create.isPending}>
            {t('make')}
          </Button>
        </>
      }
    >
      <form id={id} className={style['form']} autoComplete="off" onSubmit={submit}>
        <FormField label={t('name')} hint={t('nameHint')} findings={findingsBelow(said, 'name')}>
          {(field) => (
            <Input
              id={field}
              value={name}
              maxLength={64}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </FormField>
        <PasswordField
          label={t('password')}
          value={password}
          findings={findingsBelow(said, 'password')}
          onChange={onPassword}
        />
        <h3 className={style['subhead']}>{t('bindings.title')}</h3>
        <BindingsEditor forms={forms} findings={tried && !bindings.ok ? bindings.findings : []} onChange={setForms} />
        <ProblemLine problem={create.error} />
      </form>
    </SidePanel>
  )
}

function Made({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const { t } = useTranslation('users')
  return (
    <SidePanel
      title={t('madeTitle', { name })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div className={style['form']}>
        <p>{t('madeText', { name })}</p>
        <CopyText text={password} />
        <ScopeLink to={paths.person(name)}>{t('toPerson', { name })}</ScopeLink>
      </div>
    </SidePanel>
  )
}
