import { useTranslation } from 'react-i18next'
import type { WindowQuery } from '#shared/contract/window.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import type { Term } from '../../ui/conditions/address.ts'
import { ConditionBar } from '../../ui/conditions/ConditionBar.tsx'
import { alternatives } from '../../ui/conditions/alternatives.ts'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { type FilterField, operatorOf } from './fields.ts'
import { Filled, slot } from './Filled.tsx'
import { type AddressFilter, withoutFilter } from './filter-address.ts'
import { useValueWords } from './useValueWords.ts'

interface Props {
  mesh: string
  window: WindowQuery
  address: AddressFilter
  search: URLSearchParams
  names: ReadonlyMap<string, string>
  onSearch: (after: URLSearchParams) => void
}

/** The conditions on calls. */
export function FilterBar({ mesh, window, address: { terms, wrong }, search, names, onSearch }: Props) {
  const { t } = useTranslation('calls')
  const language = useLanguage()
  const words = useValueWords(names)

  function sentenceOf({ field, values }: Term<FilterField>) {
    const said = alternatives(
      values.map((value) => words(field, value)),
      language,
    )
    const sentence = (value: string) => t(`sentence.${operatorOf(field)}`, { field: t(`field.${field}`), slot: value })
    const shown = (
      <Filled sentence={sentence(slot)}>
        <strong>{said}</strong>
      </Filled>
    )
    return { condition: sentence(said), shown }
  }

  return (
    <ConditionBar
      terms={terms}
      wrong={wrong}
      search={search}
      onSearch={onSearch}
      withoutFilter={withoutFilter}
      words={sentenceOf}
      form={({ key, ...asking }) => (
        <ConditionBuilder key={key} mesh={mesh} window={window} names={names} {...asking} />
      )}
    />
  )
}
