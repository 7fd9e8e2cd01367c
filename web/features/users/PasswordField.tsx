import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { FormField } from '../../mesh/FormField.tsx'
import { generatedPassword } from './password.ts'
import style from './users.module.css'

interface Props {
  label: string
  value: string
  findings: readonly Finding[]
  onChange: (password: string) => void
}

/** A password that is typed or generated, and seen: it has to be told to somebody. */
export function PasswordField({ label, value, findings, onChange }: Props) {
  const { t } = useTranslation('users')
  return (
    <FormField label={label} hint={t('passwordHint')} findings={findings}>
      {(id) => (
        <div className={style['password']}>
          <Input
            id={id}
            value={value}
            autoComplete="off"
            spellCheck={false}
            maxLength={256}
            onChange={({ target }) => onChange(target.value)}
          />
          <Button onClick={() => onChange(generatedPassword())}>{t('generate')}</Button>
        </div>
      )}
    </FormField>
  )
}
