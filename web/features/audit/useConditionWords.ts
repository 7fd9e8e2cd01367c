import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { alternatives } from '../../ui/conditions/alternatives.ts'
import type { Term } from '../../ui/conditions/address.ts'
import { useFormat } from '../../ui/useFormat.ts'
import type { FilterField } from './filter-address.ts'
import { useEntryWords } from './useEntryWords.ts'

/** A condition as a sentence: "Person is ada or eve". */
export function useConditionWords(): (term: Term<FilterField>) => string {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const valueWord = useValueWord()
  return ({ field, values }) => {
    const value = alternatives(
      values.map((each) => valueWord(field, each)),
      language,
    )
    if (field === 'days') return t('condition.days', { count: Number(values[0]), value })
    if (field === 'after' || field === 'before') return t(`condition.${field}`, { value })
    if (field === 'object') return t('condition.contains', { field: t(`field.${field}`), value })
    return t('condition.is', { field: t(`field.${field}`), value })
  }
}

/** One value of a condition in words. */
export function useValueWord(): (field: FilterField, value: string) => string {
  const words = useEntryWords()
  const format = useFormat()
  return (field, value) => {
    if (field === 'event') return words.event(value)
    if (field === 'kind') return words.kind(value)
    if (field === 'result') return words.result(value)
    const isTime = (field === 'after' || field === 'before') && !Number.isNaN(Date.parse(value))
    return isTime ? format.dayTime(epochMs(value)) : value
  }
}
