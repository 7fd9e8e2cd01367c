import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowQuery } from '#shared/contract/window.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { type FilterField, filterFields, isSuggested, operatorOf, takesMany } from './fields.ts'
import { isValueOf, type Term } from './filter-address.ts'
import style from './FilterBar.module.css'
import { ValuePicker } from './ValuePicker.tsx'

interface Props {
  mesh: string
  window: WindowQuery
  names: ReadonlyMap<string, string>
  /** The condition that is changed; undefined for a new one. */
  term: Term | undefined
  /** What is asked already: choosing such a field goes on with its values. */
  taken: readonly Term[]
  onDone: (field: FilterField, values: string[]) => void
  onCancel: () => void
}

/** One condition as a sentence: field, operator, value. Escape leaves it as it was. */
export function ConditionBuilder({ mesh, window, names, term, taken, onDone, onCancel }: Props) {
  const { t } = useTranslation('calls')
  const { t: ui } = useTranslation('ui')
  const [field, setField] = useState<FilterField>(() => term?.field ?? firstFree(taken))
  const [values, setValues] = useState<string[]>(
    term?.values ?? taken.find((each) => each.field === field)?.values ?? [],
  )
  const format = useFormat()
  const [refused, setRefused] = useState<string[]>([])
  const operator = t(`operator.${operatorOf(field)}`)

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
          showSearch={{ optionFilterProp: 'label' }}
          disabled={term !== undefined}
          options={filterFields.map((each) => ({ value: each, label: fieldName(each) }))}
        />
        <span className={style['operator']}>{operator}</span>
        {takesMany(field) ? (
          <ValuePicker
            key={field}
            mesh={mesh}
            window={window}
            field={field}
            values={values}
            names={names}
            onChange={setValues}
          />
        ) : (
          <Input
            key={field}
            className={style['value']}
            aria-label={t('filter.value')}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened to be typed into
            autoFocus
            inputMode={operatorOf(field) === 'contains' || !field.endsWith('Ms') ? 'text' : 'decimal'}
            value={values[0] ?? ''}
            onChange={(event) => setValues([event.target.value])}
          />
        )}
        <Button type="primary" htmlType="submit" disabled={values.every((value) => value.trim() === '')}>
          {term ? t('filter.change') : t('filter.apply')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {ui('cancel')}
        </Button>
      </div>
      {refused.length > 0 ? (
        <p className={style['problem']} role="alert">
          <StatusGlyph status="failing" />
          {t('filter.unusable', { values: format.list(refused), field: t(`field.${field}`) })}
        </p>
      ) : (
        <p className={style['hint']}>{hintOf(field)}</p>
      )}
    </form>
  )

  /** Both ends of a range have one name; here the operator tells them apart. */
  function fieldName(each: FilterField): string {
    const name = t(`field.${each}`)
    return each === 'minMs' || each === 'maxMs' ? `${name} (${t(`operator.${operatorOf(each)}`)})` : name
  }

  function hintOf(each: FilterField): string {
    if (each === 'status') return t('hint.status')
    if (each === 'header' || each === 'instance' || each === 'callerVersion') return t(`hint.${each}`)
    if (each === 'url' || each === 'minMs' || each === 'maxMs' || each === 'trace' || each === 'error')
      return t(`hint.${each}`)
    return isSuggested(each) || each === 'outcome' ? t('filter.several') : t('hint.exact')
  }
}

/** The first field that is not asked for yet. */
const firstFree = (taken: readonly Term[]): FilterField =>
  filterFields.find((field) => !taken.some((term) => term.field === field)) ?? 'header'
