import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { auditEvents, auditGroups, auditObjectKinds, auditResults } from '#shared/features/audit/model.ts'
import style from '../../ui/conditions/conditions.module.css'
import { type FilterField, takesMany } from './filter-address.ts'
import { auditActors } from './queries.ts'
import { useEntryWords } from './useEntryWords.ts'

interface Props {
  field: FilterField
  values: string[]
  onChange: (values: string[]) => void
}

const dayChoices = ['1', '7', '30', '90', '365']

/** The values of a condition: chosen, or typed where only whoever asks can know them. */
export function ConditionValue({ field, values, onChange }: Props) {
  const { t } = useTranslation('conditions')
  const options = useOptions(field)
  const [value = ''] = values
  if (takesMany(field)) {
    return (
      <Select<string[]>
        className={style['value'] ?? ''}
        mode={field === 'actor' ? 'tags' : 'multiple'}
        aria-label={t('value')}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened to be typed into
        autoFocus
        value={values}
        onChange={onChange}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
      />
    )
  }
  if (field === 'days') {
    return (
      <Select<string>
        className={style['value'] ?? ''}
        aria-label={t('value')}
        value={value || null}
        onChange={(days) => onChange([days])}
        options={options}
      />
    )
  }
  if (field === 'after' || field === 'before') {
    return (
      <input
        type="datetime-local"
        aria-label={t('value')}
        value={value && localInput(epochMs(value))}
        onChange={({ target }) => onChange(target.value === '' ? [] : [instantOf(Date.parse(target.value))])}
      />
    )
  }
  return (
    <Input
      className={style['value']}
      aria-label={t('value')}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened to be typed into
      autoFocus
      value={value}
      onChange={({ target }) => onChange([target.value])}
    />
  )
}

type Option = { value: string; label: string } | { label: string; options: { value: string; label: string }[] }

function useOptions(field: FilterField): Option[] {
  const { t } = useTranslation('audit')
  const words = useEntryWords()
  const actors = useQuery({ ...auditActors(), enabled: field === 'actor' })
  switch (field) {
    case 'actor':
      return (actors.data?.actors ?? []).map((value) => ({ value, label: value }))
    case 'event':
      return auditGroups.map((group) => ({
        label: t(`group.${group}`),
        options: auditEvents[group].map((value) => ({ value, label: words.event(value) })),
      }))
    case 'kind':
      return auditObjectKinds.map((value) => ({ value, label: words.kind(value) }))
    case 'result':
      return auditResults.map((value) => ({ value, label: words.result(value) }))
    case 'days':
      return dayChoices.map((value) => ({ value, label: t('condition.days', { count: Number(value), value }) }))
    case 'object':
    case 'requestId':
    case 'address':
    case 'after':
    case 'before':
      return []
  }
}

/** A moment as an input of the kind `datetime-local` wants it, in the reader's zone. */
const localInput = (ms: number): string => instantOf(ms - new Date(ms).getTimezoneOffset() * 60_000).slice(0, 16)
