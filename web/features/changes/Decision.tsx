import { useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useSession } from '../../api/session.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Acts } from './Acts.tsx'
import style from './Decision.module.css'
import { actsOf, reviewersOf, standingOf } from './review-queries.ts'
import { isUnwritten, missingApprovals, movedEdits } from './standing.ts'

/** Stays in sight below a change that something can be done with: what exactly is decided on, what follows, and the buttons. */
export function Decision({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const acts = useQuery(actsOf(change.id)).data?.acts ?? []
  // Reverting is the head's; it is no part of a decision.
  const offered = acts.filter(({ act }) => act !== 'revert')
  if (offered.length === 0) return null
  return (
    <section className={style['decision']} aria-label={t('decision.label')}>
      <div className={style['subject']}>
        <span className={style['hash']}>
          <Fingerprint size={16} aria-hidden /> {t('decision.payload')}
          <CopyText text={change.hash} shown={shortened(change.hash)} />
        </span>
        {isUnwritten(change) && <BaseState change={change} />}
      </div>
      <Follows change={change} />
      <Acts change={change} acts={offered} />
    </section>
  )
}

/** Whether the mesh still holds what the change was made on. */
function BaseState({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const nameOf = useServiceName()
  const format = useFormat()
  const { data, error } = useQuery(standingOf(change))
  if (error) {
    return (
      <span className={style['base']}>
        <StatusGlyph status="unknown" /> {t('decision.baseUnknown')}
      </span>
    )
  }
  if (!data) return <span className={style['base']}>{t('decision.baseAsked')}</span>
  const moved = movedEdits(change, data)
  return moved.length === 0 ? (
    <span className={style['base']}>
      <StatusGlyph status="ok" /> {t('decision.baseUnchanged')}
    </span>
  ) : (
    <span className={style['base']}>
      <StatusGlyph status="failing" />{' '}
      {t('decision.baseMoved', {
        services: format.list([...new Set(moved.map(({ ref }) => nameOf({ name: ref.service })))]),
      })}
    </span>
  )
}

/** What happens next, in words; where something stands in the way, what. */
function Follows({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const sentence = useSentence()
  const format = useFormat()
  const name = useSession()?.name
  const inReview = change.state === 'in_review'
  const candidates = useQuery({ ...reviewersOf(change.id), enabled: inReview }).data?.candidates ?? []
  const { scheduledFor, zone, waitsFor, breakGlass } = change
  const missing = missingApprovals(change)
  const mine = candidates.find((candidate) => candidate.name === name)
  const after = mine ? missingApprovals(change, mine.environments) : missing
  return (
    <div className={style['follows']}>
      {inReview && (
        <p>
          {mine && after < missing
            ? after === 0
              ? t('decision.lastApproval')
              : t('decision.moreAfterMine', { count: after })
            : t('decision.missing', { count: missing })}
        </p>
      )}
      {change.state === 'approved' && !waitsFor && <p>{t('decision.waitsForApply')}</p>}
      {scheduledFor && zone && (
        <p>
          {t(change.state === 'suspended' ? 'decision.wasScheduled' : 'decision.scheduled', {
            time: format.exact(epochMs(scheduledFor)),
            zone,
          })}
        </p>
      )}
      {waitsFor && (
        <p>
          <StatusGlyph status="degraded" /> {sentence(waitsFor)}
        </p>
      )}
      {breakGlass && change.state === 'approved' && (
        <p>
          <StatusGlyph status="degraded" />{' '}
          <Trans ns="reviews" i18nKey="decision.glassBroken" values={{ by: breakGlass.by }} />
        </p>
      )}
    </div>
  )
}
