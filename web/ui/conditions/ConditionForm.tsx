import { Button, Select } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusGlyph } from '../StatusGlyph.tsx'
import { useFormat } from '../useFormat.ts'
import type { Term } from './address.ts'
import style from './conditions.module.css'

/** What a form is opened for, and what becomes of it. */
export interface Asking<Field extends string> {
  /** Another condition is another form. */
  key: string
  /** The condition that is changed; undefined for a new one. */
  term: Term<Field> | undefined
  /** What is asked already: choosing such a field goes on with its values. */
  taken: readonly Term<Field>[]
  onDone: (field: Field, values: string[]) => void
  onCancel: () => void
}

interface Props<Field extends string> extends Omit<Asking<Field>, 'key'> {
  /** In the order in which they are offered. */
  fields: readonly Field[]
  /** Where every field is asked for already. */
  otherwise: Field
  isValueOf: (field: Field, value: string) => boolean
  /** A field as sentences name it, and as the list offers it where that is another name. */
  nameOf: (field: Field) => string
  offeredAs?: (field: Field) => string
  operatorOf?: (field: Field) => string
  hintOf?: (field: Field) => string
  /** What values are chosen or typed with. */
  value: (field: Field, values: string[], onChange: (values: string[]) => void) => ReactNode
}

/** One condition as a sentence: field, operator, value. Escape leaves it as it was. */
export function ConditionForm<Field extends string>(props: Props<Field>) {
  const { term, taken, onDone, onCancel, fields, isValueOf, nameOf, operatorOf, hintOf } = props
  const { t } = useTranslation('conditions')
  const { t: ui } = useTranslation('ui')
  const format = useFormat()
  const valuesOf = (one: Field) => taken.find((each) => each.field === one)?.values ?? []
  const firstFree = fields.find((one) => valuesOf(one).length === 0) ?? props.otherwise
  const [field, setField] = useState<Field>(term?.field ?? firstFree)
  const [values, setValues] = useState<string[]>(term?.values ?? valuesOf(field))
  const [refused, setRefused] = useState<string[]>([])

  function choose(next: Field) {
    setField(next)
    setValues(valuesOf(next))
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
      aria-label={t('addTitle')}
      onSubmit={finish}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onCancel()
      }}
    >
      <div className={style['line']}>
        <Select<Field>
          className={style['field'] ?? ''}
          aria-label={t('field')}
          value={field}
          onChange={choose}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={term !== undefined}
          options={fields.map((each) => ({ value: each, label: (props.offeredAs ?? nameOf)(each) }))}
        />
        {operatorOf && <span className={style['operator']}>{operatorOf(field)}</span>}
        {props.value(field, values, setValues)}
        <Button type="primary" htmlType="submit" disabled={values.every((value) => value.trim() === '')}>
          {term ? t('change') : t('apply')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {ui('cancel')}
        </Button>
      </div>
      {refused.length > 0 && (
        <p className={style['problem']} role="alert">
          <StatusGlyph status="failing" />
          {t('unusable', { values: format.list(refused), field: nameOf(field) })}
        </p>
      )}
      {refused.length === 0 && hintOf && <p className={style['hint']}>{hintOf(field)}</p>}
    </form>
  )
}
