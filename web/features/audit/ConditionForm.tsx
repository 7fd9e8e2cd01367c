import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/useFormat.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { ConditionValue } from './ConditionValue.tsx'
import { type FilterField, filterFields, isValueOf, type Term } from './filter-address.ts'
import style from './filters.module.css'

interface Props {
  /** The condition that is changed; undefined for a new one. */
  term: Term | undefined
  /** What is asked already: choosing such a field goes on with its values. */
  taken: readonly Term[]
  onDone: (field: FilterField, values: string[]) => void
  onCancel: () => void
}

/** One condition: field and value. Escape leaves it as it was. */
export function ConditionForm({ term, taken, onDone, onCancel }: Props) {
  const { t } = useTranslation('audit')
  const { t: ui } = useTranslation('ui')
  const format = useFormat()
  const firstFree = filterFields.find((each) => !taken.some((one) => one.field === each)) ?? 'actor'
  const [field, setField] = useState<FilterField>(term?.field ?? firstFree)
  const [values, setValues] = useState<string[]>(term?.values ?? [])
  const [refused, setRefused] = useState<string[]>([])

  function choose(next: FilterField) {
    setField(next)
    setValues(taken.find((each) => each.field === next)?.values ?? [])
    setRefused([])
  }

  function finish(event: FormEvent) {
    event.preventDefault()
    const given = values.map((value) => value.trim()).filter((value) => value !== '')
    const unusable = given.filter((value) => !isValueOf(field, value))
    setRefused(unusable)
    if (unusable.length === 0 && given.length > 0) onDone(field, given)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape anywhere inside leaves it
    <form
      className={style['builder']}
      aria-label={t('filter.addTitle')}
      onSubmit={finish}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onCancel()
      }}
    >
      <div className={style['line']}>
        <Select
          className={style['field'] ?? ''}
          aria-label={t('filter.field')}
          value={field}
          onChange={choose}
          disabled={term !== undefined}
          options={filterFields.map((each) => ({ value: each, label: t(`field.${each}`) }))}
        />
        <ConditionValue key={field} field={field} values={values} onChange={setValues} />
        <Button type="primary" htmlType="submit" disabled={values.every((value) => value.trim() === '')}>
          {term ? t('filter.change') : t('filter.apply')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {ui('cancel')}
        </Button>
      </div>
      {refused.length > 0 && (
        <p className={style['problem']} role="alert">
          <StatusGlyph status="failing" />
          {t('filter.unusable', { values: format.list(refused), field: t(`field.${field}`) })}
        </p>
      )}
    </form>
  )
}
