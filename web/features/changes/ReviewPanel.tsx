import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Review, ReviewProgress } from '#shared/features/changes/review.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { useAuthorName } from '../../mesh/useChangeTitle.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type Status, StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { RequestReviewers } from './RequestReviewers.tsx'
import { reviewersOf } from './review-queries.ts'
import style from './ReviewPanel.module.css'

const signs: Record<Review['verdict'], Status> = { approve: 'ok', 'send-back': 'degraded', reject: 'failing' }

/** Who has to approve this round, who has, who said what before, and who may not. Nothing where nobody has to and nobody did. */
export function ReviewPanel({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const { needs, reviews, round, contributors, breakGlass } = change
  const isOpen = change.state === 'in_review'
  const candidates = useQuery({ ...reviewersOf(change.id), enabled: isOpen }).data?.candidates ?? []
  const authorName = useAuthorName()
  if (needs.length === 0 && reviews.length === 0) return null
  const given = new Set(reviews.filter((one) => one.round === round).map(({ by }) => by))
  const open = candidates.filter(({ name }) => !given.has(name))
  const asked = (name: string) => change.requestedReviewers.includes(name)
  return (
    <Panel title={t('review.title')} meta={t('review.round', { round })} aside={<Given needs={needs} />} flush>
      <ul className={style['needs']}>
        {needs.map((need) => (
          <Need key={need.environment} need={need} />
        ))}
      </ul>
      <ul className={style['people']}>
        {reviews.map((review) => (
          <Said key={`${review.round} ${review.by} ${review.verdict}`} review={review} isPast={review.round < round} />
        ))}
        {open
          .toSorted((one, other) => Number(asked(other.name)) - Number(asked(one.name)))
          .map(({ name }) => (
            <li key={name}>
              <Avatar name={name} />
              <strong>{name}</strong>
              <span className={style['end']}>{asked(name) ? t('review.asked') : t('review.notYet')}</span>
            </li>
          ))}
        {contributors.map((name, index) => (
          <li key={name}>
            <Avatar name={authorName(name)} />
            <span>
              <strong>{authorName(name)}</strong>{' '}
              <span className={style['quiet']}>{index === 0 ? t('review.author') : t('review.contributor')}</span>
            </span>
          </li>
        ))}
      </ul>
      {breakGlass && (
        <p className={style['glass']}>
          <StatusGlyph status="degraded" label />{' '}
          <span>
            {t('review.glass', { by: breakGlass.by, reason: breakGlass.reason })} <Time at={breakGlass.at} />
          </span>
        </p>
      )}
      {isOpen && <RequestReviewers change={change} candidates={candidates.map(({ name }) => name)} />}
    </Panel>
  )
}

/** Approvals that count, of those that are needed. */
function Given({ needs }: { needs: readonly ReviewProgress[] }) {
  const { t } = useTranslation('reviews')
  const sum = (of: (need: ReviewProgress) => number) => needs.reduce((total, need) => total + of(need), 0)
  if (needs.length === 0) return null
  const given = sum((need) => Math.min(need.given, need.approvals))
  return (
    <span className={style['quiet']}>{t('review.given', { given, needed: sum(({ approvals }) => approvals) })}</span>
  )
}

function Need({ need }: { need: ReviewProgress }) {
  const { t } = useTranslation('reviews')
  const { t: access } = useTranslation('access')
  const sentence = useSentence()
  const format = useFormat()
  const { environment, namespaces, approvals, role, given, because } = need
  const of = { environment, namespaces: format.list(namespaces), count: approvals }
  return (
    <li>
      <StatusGlyph status={given >= approvals ? 'ok' : 'waiting'} label />
      <span>
        {role === 'any' ? t('review.needAny', of) : t('review.need', { ...of, role: access(`role.${role}`) })}
        {because && <small>{sentence(because)}</small>}
      </span>
    </li>
  )
}

function Said({ review, isPast }: { review: Review; isPast: boolean }) {
  const { t } = useTranslation('reviews')
  const { by, verdict, round, comment, at } = review
  return (
    <li className={isPast ? style['past'] : ''}>
      <Avatar name={by} />
      <span>
        <strong>{by}</strong>
        {comment && <small>{comment}</small>}
      </span>
      <span className={style['end']}>
        <StatusGlyph status={isPast ? 'idle' : signs[verdict]} /> {t(`review.verdict.${verdict}`, { round })}
        <small>
          <Time at={at} />
        </small>
      </span>
    </li>
  )
}
