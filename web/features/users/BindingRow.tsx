import { AutoComplete, Input, Select } from 'antd'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { roles } from '#shared/access/role.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import type { BindingForm } from './binding-form.ts'
import style from './users.module.css'

/** What a person may choose from instead of typing. */
export interface Known {
  mesh: readonly string[]
  namespace: readonly string[]
  environment: readonly string[]
}

interface Props {
  number: number
  form: BindingForm
  known: Known
  findings: readonly Finding[]
  onChange: (change: Partial<BindingForm>) => void
  onRemove: () => void
}

const subjects = ['all', 'name', 'label'] as const

/** A role and where it holds, as a sentence with gaps to fill. */
export function BindingRow({ number, form, known, findings, onChange, onRemove }: Props) {
  const { t } = useTranslation('users')
  const { t: access } = useTranslation('access')
  return (
    <fieldset className={style['binding']}>
      <legend className="visually-hidden">{`${t('bindings.role')} ${number}`}</legend>
      <div className={style['sentence']}>
        <Select
          className={style['role'] ?? ''}
          aria-label={t('bindings.role')}
          value={form.role}
          options={roles.map((role) => ({ value: role, label: access(`role.${role}`) }))}
          onChange={(role) => onChange({ role })}
        />
        <span>{t('bindings.for')}</span>
        <Select
          className={style['by'] ?? ''}
          aria-label={t('bindings.subject')}
          value={form.by}
          options={subjects.map((by) => ({ value: by, label: t(`bindings.by.${by}`) }))}
          onChange={(by) => onChange({ by })}
        />
        <Subject form={form} onChange={onChange} />
        {(['environment', 'namespace', 'mesh'] as const).map((part) => (
          <Part
            key={part}
            label={t(`bindings.${part}`)}
            names={known[part]}
            value={form[part]}
            onChange={(text) => onChange({ [part]: text })}
          />
        ))}
        <Part label={t('bindings.tenant')} names={[]} value={form.tenant} onChange={(tenant) => onChange({ tenant })} />
      </div>
      <IconButton icon={Trash2} name={t('bindings.remove', { number })} onClick={onRemove} />
      <FindingList small findings={findings} />
    </fieldset>
  )
}

function Subject({ form, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const { t } = useTranslation('users')
  if (form.by === 'all') return null
  if (form.by === 'name') {
    return (
      <Input
        className={style['part'] ?? ''}
        aria-label={t('bindings.service')}
        value={form.service}
        maxLength={160}
        onChange={({ target }) => onChange({ service: target.value })}
      />
    )
  }
  return (
    <>
      <Input
        className={style['part'] ?? ''}
        aria-label={t('bindings.key')}
        value={form.key}
        maxLength={64}
        onChange={({ target }) => onChange({ key: target.value })}
      />
      <span>{t('bindings.is')}</span>
      <Input
        className={style['part'] ?? ''}
        aria-label={t('bindings.value')}
        value={form.value}
        maxLength={160}
        onChange={({ target }) => onChange({ value: target.value })}
      />
    </>
  )
}

interface PartProps {
  label: string
  names: readonly string[]
  value: string
  onChange: (text: string) => void
}

function Part({ label, names, value, onChange }: PartProps) {
  const { t } = useTranslation('users')
  return (
    <label className={style['labelled']}>
      <span>{label}</span>
      <AutoComplete
        className={style['part'] ?? ''}
        placeholder={t('bindings.all')}
        value={value}
        options={matching(names, value)}
        onChange={(text?: string) => onChange(text ?? '')}
      />
    </label>
  )
}

const matching = (names: readonly string[], typed: string) =>
  names.filter((name) => name.includes(typed)).map((name) => ({ value: name }))
