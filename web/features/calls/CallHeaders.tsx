import { ChevronDown, Filter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallDrawer.module.css'
import { isValueOf } from './filter-address.ts'

interface Props {
  headers: Record<string, string>
  onFilter: (field: string, value: string) => void
}

/** The headers that were recorded, by name. */
export function CallHeaders({ headers, onFilter }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const entries = Object.entries(headers).toSorted(([one], [other]) => one.localeCompare(other))
  const count = entries.length
  return (
    <details className={style['section']} open={count > 0 && count <= 12}>
      <summary className={style['sectionHead']}>
        <h3>{t('detail.headers')}</h3>
        <span className={style['quiet']}>
          {count === 0 ? t('detail.noHeaders') : t('detail.headersMeta', { count, n: format.integer(count) })}
        </span>
        <ChevronDown size={16} aria-hidden />
      </summary>
      <dl className={style['headers']}>
        {entries.map(([name, value]) => {
          const condition = `${name}:${value}`
          return (
            <div key={name} className={style['fact']} data-field="header" data-value={condition}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{value}</code>
                {isValueOf('header', condition) && (
                  <IconButton
                    icon={Filter}
                    name={t('detail.filterBy', { field: t('field.header'), value: condition })}
                    onClick={() => onFilter('header', condition)}
                  />
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}
