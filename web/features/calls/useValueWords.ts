import { useTranslation } from 'react-i18next'
import { Outcome } from '#shared/features/calls/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import type { FilterField } from './fields.ts'

/** Says a value of a condition in words: an outcome's name, a tenant's name where it is known, a duration with its unit. */
export function useValueWords(names: ReadonlyMap<string, string>): (field: FilterField, value: string) => string {
  const { t } = useTranslation('calls')
  const format = useFormat()
  return (field, value) => {
    if (field === 'outcome') {
      const outcome = Outcome.safeParse(value)
      return outcome.success ? t(`outcome.${outcome.data}`) : value
    }
    if (field === 'status' && value === 'none') return t('noAnswer')
    if ((field === 'minMs' || field === 'maxMs') && Number.isFinite(Number(value))) return format.ms(Number(value))
    return names.get(`${field} ${value}`) ?? value
  }
}
