import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '#shared/features/audit/api.ts'
import type { AddressFilter } from '../../ui/conditions/address.ts'
import { ConditionBar } from '../../ui/conditions/ConditionBar.tsx'
import { ConditionForm } from '../../ui/conditions/ConditionForm.tsx'
import { ConditionValue } from './ConditionValue.tsx'
import { type FilterField, filterFields, isValueOf, withoutFilter } from './filter-address.ts'
import { useConditionWords } from './useConditionWords.ts'

interface Props {
  address: AddressFilter<FilterField, AuditFilter>
  search: URLSearchParams
  onSearch: (after: URLSearchParams) => void
}

/** The conditions on entries. */
export function FilterBar({ address: { terms, wrong }, search, onSearch }: Props) {
  const { t } = useTranslation('audit')
  const sentence = useConditionWords()
  return (
    <ConditionBar
      terms={terms}
      wrong={wrong}
      search={search}
      onSearch={onSearch}
      withoutFilter={withoutFilter}
      words={(term) => ({ condition: sentence(term) })}
      form={({ key, ...asking }) => (
        <ConditionForm
          key={key}
          {...asking}
          fields={filterFields}
          otherwise="actor"
          isValueOf={isValueOf}
          nameOf={(field) => t(`field.${field}`)}
          value={(field, values, onChange) => (
            <ConditionValue key={field} field={field} values={values} onChange={onChange} />
          )}
        />
      )}
    />
  )
}
