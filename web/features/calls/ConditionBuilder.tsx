import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WindowQuery } from '#shared/contract/window.ts'
import { type Asking, ConditionForm } from '../../ui/conditions/ConditionForm.tsx'
import style from '../../ui/conditions/conditions.module.css'
import { type FilterField, filterFields, isSuggested, operatorOf, takesMany } from './fields.ts'
import { isValueOf } from './filter-address.ts'
import { ValuePicker } from './ValuePicker.tsx'

interface Props extends Omit<Asking<FilterField>, 'key'> {
  mesh: string
  window: WindowQuery
  names: ReadonlyMap<string, string>
}

/** One condition on calls: what was frequent in the window is offered as values. */
export function ConditionBuilder({ mesh, window, names, ...asking }: Props) {
  const { t } = useTranslation('calls')
  const { t: conditions } = useTranslation('conditions')
  return (
    <ConditionForm
      {...asking}
      fields={filterFields}
      otherwise="header"
      isValueOf={isValueOf}
      nameOf={(field) => t(`field.${field}`)}
      offeredAs={offeredAs}
      operatorOf={(field) => t(`operator.${operatorOf(field)}`)}
      hintOf={hintOf}
      value={(field, values, onChange) =>
        takesMany(field) ? (
          <ValuePicker
            key={field}
            mesh={mesh}
            window={window}
            field={field}
            values={values}
            names={names}
            onChange={onChange}
          />
        ) : (
          <Input
            key={field}
            className={style['value']}
            aria-label={conditions('value')}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened to be typed into
            autoFocus
            inputMode={operatorOf(field) === 'contains' || !field.endsWith('Ms') ? 'text' : 'decimal'}
            value={values[0] ?? ''}
            onChange={(event) => onChange([event.target.value])}
          />
        )
      }
    />
  )

  /** Both ends of a range have one name; here the operator tells them apart. */
  function offeredAs(field: FilterField): string {
    const name = t(`field.${field}`)
    return field === 'minMs' || field === 'maxMs' ? `${name} (${t(`operator.${operatorOf(field)}`)})` : name
  }

  function hintOf(field: FilterField): string {
    if (field === 'status') return t('hint.status')
    if (field === 'header' || field === 'instance' || field === 'callerVersion') return t(`hint.${field}`)
    if (field === 'url' || field === 'minMs' || field === 'maxMs' || field === 'trace' || field === 'error')
      return t(`hint.${field}`)
    return isSuggested(field) || field === 'outcome' ? t('filter.several') : t('hint.exact')
  }
}
