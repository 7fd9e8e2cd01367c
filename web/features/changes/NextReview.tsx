import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { inbox } from './review-queries.ts'

/** The way to the next change that waits for the same reviewer; nothing where none does. */
export function NextReview({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const items = useQuery(inbox()).data?.items ?? []
  const reviews = items.filter(({ kind }) => kind === 'review').map((item) => item.change.id)
  const place = reviews.indexOf(change.id)
  const next = reviews.filter((id) => id !== change.id).at(Math.max(0, place) % Math.max(1, reviews.length - 1))
  if (!next) return null
  return (
    <ScopeLink to={paths.change(next)}>
      {t('next', { count: reviews.filter((id) => id !== change.id).length, id: next })}{' '}
      <ChevronRight size={14} aria-hidden />
    </ScopeLink>
  )
}
