import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import style from './audit.module.css'

/** What was told besides: what stood there before and after as a difference, the rest as it was written down. */
export function EntryDetails({ entry: { details } }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const { before, after, ...others } = details
  const isDifference = isContent(before) || isContent(after)
  const rest = isDifference ? others : details
  return (
    <>
      {isDifference && (
        <section className={style['section']} aria-label={t('entry.difference')}>
          <h3>{t('entry.difference')}</h3>
          <DiffView before={textOf(before)} after={textOf(after)} />
        </section>
      )}
      {Object.keys(rest).length > 0 && (
        <section className={style['section']} aria-label={t('entry.details')}>
          <h3>{t('entry.details')}</h3>
          <pre className={style['code']}>{textOf(rest)}</pre>
        </section>
      )}
    </>
  )
}

/** What stood there, and not merely its name. */
const isContent = (value: unknown): boolean => typeof value === 'object' && value !== null

const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))
