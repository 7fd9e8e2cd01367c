import { ListFilter, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/Chip.tsx'
import { ConditionForm } from './ConditionForm.tsx'
import { type AddressFilter, type FilterField, withoutFilter, withValues } from './filter-address.ts'
import style from './filters.module.css'
import { useConditionWords } from './useConditionWords.ts'

interface Props {
  address: AddressFilter
  search: URLSearchParams
  onSearch: (after: URLSearchParams) => void
}

/** The conditions as sentences, each with its way out, and the form for further ones. */
export function FilterBar({ address: { terms, wrong }, search, onSearch }: Props) {
  const { t } = useTranslation('audit')
  const sentence = useConditionWords()
  const [building, setBuilding] = useState<FilterField | 'new'>()
  const unknown = wrong.filter((name) => !terms.some(({ field }) => field === name))
  return (
    <section className={style['bar']} aria-label={t('filter.label')}>
      <div className={style['chips']}>
        <ListFilter size={16} strokeWidth={1.75} aria-hidden className={style['icon']} />
        {terms.map((term) => {
          const condition = sentence(term)
          return (
            <span key={term.field} className={wrong.includes(term.field) ? style['wrong'] : undefined}>
              <Chip
                onRemove={() => onSearch(withValues(search, term.field, []))}
                removeName={t('filter.remove', { condition })}
              >
                <button
                  type="button"
                  className={style['term']}
                  aria-label={t('filter.edit', { condition })}
                  onClick={() => setBuilding(term.field)}
                >
                  {condition}
                </button>
              </Chip>
            </span>
          )
        })}
        {unknown.map((name) => (
          <span key={name} className={style['wrong']}>
            <Chip
              onRemove={() => onSearch(withValues(search, name, []))}
              removeName={t('filter.remove', { condition: name })}
            >
              {t('filter.noSuch', { name })}
            </Chip>
          </span>
        ))}
        <button
          type="button"
          className={style['add']}
          aria-expanded={building !== undefined}
          onClick={() => setBuilding(building ? undefined : 'new')}
        >
          <Plus size={14} aria-hidden /> {t('filter.add')}
        </button>
        {terms.length + unknown.length > 1 && (
          <button type="button" className={style['clear']} onClick={() => onSearch(withoutFilter(search))}>
            {t('filter.clear')}
          </button>
        )}
      </div>
      {building && (
        <ConditionForm
          key={building}
          term={terms.find(({ field }) => field === building)}
          taken={terms}
          onDone={(field, values) => {
            setBuilding(undefined)
            onSearch(withValues(search, field, values))
          }}
          onCancel={() => setBuilding(undefined)}
        />
      )}
    </section>
  )
}
