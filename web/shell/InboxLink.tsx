import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { countInbox } from '#shared/features/changes/inbox-count.ts'
import { query } from '../api/query.ts'
import { useMay } from '../api/session.ts'
import { ScopeLink } from '../mesh/ScopeLink.tsx'
import { paths } from '../paths.ts'
import style from './InboxLink.module.css'

/** What waits for the person, always in sight: reviews by their number, a dot for the rest. */
export function InboxLink() {
  const { t } = useTranslation('inbox')
  const may = useMay('changes:read')
  const { total = 0, reviews = 0, more } = useQuery({ ...query(countInbox, {}), enabled: may }).data ?? {}
  if (!may) return null
  const n = `${Math.min(reviews, 99)}${more || reviews > 99 ? '+' : ''}`
  const words = reviews > 0 ? t('badge', { count: reviews, n }) : t('badgeNone')
  return (
    <ScopeLink to={paths.inbox()} className={style['link']} aria-label={t('label', { words })} title={t('title')}>
      <Inbox size={16} strokeWidth={1.75} aria-hidden />
      {reviews > 0 && (
        <>
          <span className={style['words']}>{words}</span>
          <span className={style['number']}>{n}</span>
        </>
      )}
      {reviews === 0 && total > 0 && <span className={style['dot']} />}
    </ScopeLink>
  )
}
