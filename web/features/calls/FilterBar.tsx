import { ListFilter, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowQuery } from '#shared/contract/window.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { Chip } from '../../ui/Chip.tsx'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { type FilterField, operatorOf } from './fields.ts'
import { Filled, slot } from './Filled.tsx'
import { type AddressFilter, type Term, withoutFilter, withValues } from './filter-address.ts'
import style from './FilterBar.module.css'
import { alternatives } from './sentence.ts'
import { useValueWords } from './useValueWords.ts'

interface Props {
  mesh: string
  window: WindowQuery
  address: AddressFilter
  search: URLSearchParams
  names: ReadonlyMap<string, string>
  onSearch: (after: URLSearchParams) => void
}

/** The conditions as sentences, each with its way out, and the builder of further ones. */
export function FilterBar({ mesh, window, address, search, names, onSearch }: Props) {
  const { t } = useTranslation('calls')
  const [building, setBuilding] = useState<FilterField | 'new'>()
  const { terms, wrong } = address
  const unknown = wrong.filter((name) => !terms.some(({ field }) => field === name))

  return (
    <section className={style['bar']} aria-label={t('filter.label')}>
      <div className={style['chips']}>
        <ListFilter size={16} strokeWidth={1.75} aria-hidden className={style['icon']} />
        {terms.map((term) => (
          <TermChip
            key={term.field}
            term={term}
            wrong={wrong.includes(term.field)}
            names={names}
            onEdit={() => setBuilding(term.field)}
            onRemove={() => onSearch(withValues(search, term.field, []))}
          />
        ))}
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
        <button type="button" className={style['add']} aria-expanded={building !== undefined} onClick={toggle}>
          <Plus size={14} aria-hidden /> {t('filter.add')}
        </button>
        {terms.length + unknown.length > 1 && (
          <button type="button" className={style['clear']} onClick={() => onSearch(withoutFilter(search))}>
            {t('filter.clear')}
          </button>
        )}
      </div>
      {building && (
        <ConditionBuilder
          key={building}
          mesh={mesh}
          window={window}
          names={names}
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

  function toggle() {
    setBuilding(building ? undefined : 'new')
  }
}

interface TermChipProps {
  term: Term
  wrong: boolean
  names: ReadonlyMap<string, string>
  onEdit: () => void
  onRemove: () => void
}

function TermChip({ term: { field, values }, wrong, names, onEdit, onRemove }: TermChipProps) {
  const { t } = useTranslation('calls')
  const language = useLanguage()
  const words = useValueWords(names)
  const said = alternatives(
    values.map((value) => words(field, value)),
    language,
  )
  const sentence = (value: string) => t(`sentence.${operatorOf(field)}`, { field: t(`field.${field}`), slot: value })
  const condition = sentence(said)
  return (
    <span className={wrong ? style['wrong'] : undefined}>
      <Chip onRemove={onRemove} removeName={t('filter.remove', { condition })}>
        <button type="button" className={style['term']} onClick={onEdit} aria-label={t('filter.edit', { condition })}>
          <Filled sentence={sentence(slot)}>
            <strong>{said}</strong>
          </Filled>
        </button>
      </Chip>
    </span>
  )
}
