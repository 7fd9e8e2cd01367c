import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowQuery } from '#shared/contract/window.ts'
import { outcomes } from '#shared/features/calls/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { type FilterField, isSuggested } from './fields.ts'
import shared from '../../ui/conditions/conditions.module.css'
import { callValues } from './queries.ts'
import { useValueWords } from './useValueWords.ts'
import style from './ValuePicker.module.css'

interface Props {
  mesh: string
  window: WindowQuery
  field: FilterField
  values: string[]
  names: ReadonlyMap<string, string>
  onChange: (values: string[]) => void
}

interface Option {
  value: string
  label: string
  calls?: number
}

const statusClasses = ['5xx', '4xx', '3xx', '2xx', 'none']

/** Alternatives for one field: frequent values are offered, others are typed and ended with Enter or a comma. */
export function ValuePicker({ mesh, window, field, values, names, onChange }: Props) {
  const { t } = useTranslation('calls')
  const { t: conditions } = useTranslation('conditions')
  const format = useFormat()
  const words = useValueWords(names)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(isSuggested(field) || field === 'outcome')
  const prefix = useSettled(typed)
  const suggested = isSuggested(field)
  const found = useQuery({
    ...callValues(mesh, window, suggested ? field : 'callee', prefix),
    enabled: suggested,
  })
  const options = [...fixed(), ...(suggested ? frequent() : [])]

  return (
    <Select<string[], Option>
      className={shared['value'] ?? ''}
      mode={field === 'outcome' ? 'multiple' : 'tags'}
      aria-label={conditions('value')}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened to be typed into
      autoFocus
      open={open}
      onOpenChange={setOpen}
      onBlur={() => setOpen(false)}
      value={values}
      onChange={onChange}
      tokenSeparators={[',', '，']}
      showSearch={{ onSearch: setTyped, filterOption: (text, option) => fits(text, option) }}
      options={options}
      optionRender={({ data }) => (
        <span className={style['option']}>
          {data.label}
          {data.calls !== undefined && (
            <span>{t('filter.calls', { count: data.calls, n: format.count(data.calls) })}</span>
          )}
        </span>
      )}
      notFoundContent={found.isError ? t('filter.suggestionsFailed') : null}
    />
  )

  function fixed(): Option[] {
    if (field === 'outcome') return outcomes.map((value) => ({ value, label: words('outcome', value) }))
    return field === 'status' ? statusClasses.map((value) => ({ value, label: words('status', value) })) : []
  }

  function frequent(): Option[] {
    return (found.data?.values ?? []).map(({ value, label, calls }) => ({ value, label: label ?? value, calls }))
  }
}

/** What was typed stands in the value or in its name; values of an earlier text are not offered for this one. */
const fits = (text: string, option: Option | undefined): boolean =>
  `${option?.value ?? ''} ${option?.label ?? ''}`.toLowerCase().includes(text.toLowerCase())

/** A text once nothing was typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), 150)
    return () => window.clearTimeout(timer)
  }, [text])
  return settled
}
