import { ListFilter, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../Chip.tsx'
import { type Term, withValues } from './address.ts'
import type { Asking } from './ConditionForm.tsx'
import style from './conditions.module.css'

interface Props<Field extends string> {
  terms: readonly Term<Field>[]
  /** Names in the address that are no condition, or whose value cannot be one. */
  wrong: readonly string[]
  search: URLSearchParams
  onSearch: (after: URLSearchParams) => void
  withoutFilter: (search: URLSearchParams) => URLSearchParams
  /** A condition as a sentence, and as the chip shows it where that is more than words. */
  words: (term: Term<Field>) => { condition: string; shown?: ReactNode }
  form: (asking: Asking<Field>) => ReactNode
}

/** The conditions as sentences, each with its way out, and the form for further ones. */
export function ConditionBar<Field extends string>(props: Props<Field>) {
  const { terms, wrong, search, onSearch, withoutFilter, words, form } = props
  const { t } = useTranslation('conditions')
  const [building, setBuilding] = useState<Field | 'new'>()
  const unknown = wrong.filter((name) => !terms.some(({ field }) => field === name))
  return (
    <section className={style['bar']} aria-label={t('label')}>
      <div className={style['chips']}>
        <ListFilter size={16} strokeWidth={1.75} aria-hidden className={style['icon']} />
        {terms.map((term) => (
          <TermChip
            key={term.field}
            words={words(term)}
            wrong={wrong.includes(term.field)}
            onEdit={() => setBuilding(term.field)}
            onRemove={() => onSearch(withValues(search, term.field, []))}
          />
        ))}
        {unknown.map((name) => (
          <span key={name} className={style['wrong']}>
            <Chip onRemove={() => onSearch(withValues(search, name, []))} removeName={t('remove', { condition: name })}>
              {t('noSuch', { name })}
            </Chip>
          </span>
        ))}
        <button
          type="button"
          className={style['add']}
          aria-expanded={building !== undefined}
          onClick={() => setBuilding(building ? undefined : 'new')}
        >
          <Plus size={14} aria-hidden /> {t('add')}
        </button>
        {terms.length + unknown.length > 1 && (
          <button type="button" className={style['clear']} onClick={() => onSearch(withoutFilter(search))}>
            {t('clear')}
          </button>
        )}
      </div>
      {building &&
        form({
          key: building,
          term: terms.find(({ field }) => field === building),
          taken: terms,
          onDone(field, values) {
            setBuilding(undefined)
            onSearch(withValues(search, field, values))
          },
          onCancel: () => setBuilding(undefined),
        })}
    </section>
  )
}

interface TermChipProps {
  words: { condition: string; shown?: ReactNode }
  wrong: boolean
  onEdit: () => void
  onRemove: () => void
}

function TermChip({ words: { condition, shown = condition }, wrong, onEdit, onRemove }: TermChipProps) {
  const { t } = useTranslation('conditions')
  return (
    <span className={wrong ? style['wrong'] : undefined}>
      <Chip onRemove={onRemove} removeName={t('remove', { condition })}>
        <button type="button" className={style['term']} onClick={onEdit} aria-label={t('edit', { condition })}>
          {shown}
        </button>
      </Chip>
    </span>
  )
}
