import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { epochMs, type Instant } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useAuthorName } from '../../mesh/useChangeTitle.ts'
import { StatusGlyph, type Status } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './ChangeRail.module.css'
import { cellsOf, observedCalls } from './proof.ts'

interface Step {
  key: string
  /** Absent: not come to yet. */
  status?: Status
  title: string
  detail: string
}

/** The course of a change from the proposal to what the calls show. */
export function ChangeRail({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const format = useFormat()
  const authorName = useAuthorName()
  const steps = stepsOf({ ...change, author: authorName(change.author) }, t, format)
  return (
    <ol className={style['rail']} aria-label={t('rail.label')}>
      {steps.map(({ key, status, title, detail }, index) => (
        <li key={key} className={`${style['step']} ${status === 'ok' ? style['done'] : ''}`}>
          <span className={style['sign']}>
            {status ? (
              <StatusGlyph status={status} size={16} label />
            ) : (
              <span className={style['ahead']}>{index + 1}</span>
            )}
          </span>
          <strong>{title}</strong>
          <span className={style['detail']}>{detail}</span>
        </li>
      ))}
    </ol>
  )
}

type Format = ReturnType<typeof useFormat>

const timeOf = (at: Instant, format: Format): string => format.seconds(epochMs(at))

function stepsOf(change: ChangeRequest, t: TFunction<'changes'>, format: Format): Step[] {
  const warnings = change.findings.filter(({ severity }) => severity === 'warning').length
  return [
    {
      key: 'proposed',
      status: 'ok',
      title: t('rail.proposed'),
      detail: t('rail.proposedBy', { author: change.author, time: timeOf(change.createdAt, format) }),
    },
    {
      key: 'checked',
      status: 'ok',
      title: t('rail.checked'),
      detail: warnings > 0 ? t('rail.warnings', { count: warnings }) : t('rail.clean'),
    },
    ...reviewedStep(change, t, format),
    writtenStep(change, t, format),
    liveStep(change, t, format),
    observedStep(change, t, format),
  ]
}

/** Only for a change that somebody had to approve. */
function reviewedStep(
  { needs, reviews, round, state, breakGlass }: ChangeRequest,
  t: TFunction<'changes'>,
  format: Format,
): Step[] {
  if (needs.length === 0) return []
  const step = { key: 'approved', title: t('rail.approved') }
  const missing = needs.reduce((sum, { approvals, given }) => sum + Math.max(0, approvals - given), 0)
  if (breakGlass) return [{ ...step, status: 'degraded', detail: t('rail.glass', { by: breakGlass.by }) }]
  if (missing === 0) {
    const last = reviews.findLast((review) => review.round === round && review.verdict === 'approve')
    const detail = last ? t('rail.proposedBy', { author: last.by, time: timeOf(last.at, format) }) : ''
    return [{ ...step, status: 'ok', detail }]
  }
  if (state === 'in_review') return [{ ...step, status: 'waiting', detail: t('rail.missing', { count: missing }) }]
  if (state === 'changes_requested') return [{ ...step, status: 'degraded', detail: t('state.changes_requested') }]
  if (state === 'rejected') return [{ ...step, status: 'failing', detail: t('state.rejected') }]
  return [{ ...step, detail: state === 'withdrawn' ? t('state.withdrawn') : '' }]
}

function writtenStep({ state, appliedAt }: ChangeRequest, t: TFunction<'changes'>, format: Format): Step {
  const step = { key: 'written', title: t('rail.written') }
  if (state === 'applying' || state === 'reverting') return { ...step, status: 'applying', detail: t('rail.writing') }
  if (state === 'failed') return { ...step, status: 'failing', detail: t('rail.notWritten') }
  if (state === 'partially_applied') return { ...step, status: 'degraded', detail: t('rail.partly') }
  if (appliedAt) return { ...step, status: 'ok', detail: t('rail.writtenAt', { time: timeOf(appliedAt, format) }) }
  return { ...step, detail: t('rail.notWritten') }
}

function liveStep({ state, proof }: ChangeRequest, t: TFunction<'changes'>, format: Format): Step {
  const step = { key: 'live', title: t('rail.live') }
  const cells = cellsOf(proof)
  const detail = t('rail.liveOn', { done: cells.filter((cell) => cell.state === 'live').length, all: cells.length })
  if (cells.length > 0 && (proof.level === 'live' || proof.level === 'observed'))
    return { ...step, status: 'ok', detail }
  if (state !== 'applied') return { ...step, detail: '' }
  if (cells.length > 0) return { ...step, status: 'applying', detail }
  if (!proof.expectedBy) return { ...step, status: 'unknown', detail: t('rail.unprovable') }
  const time = timeOf(proof.expectedBy, format)
  // Nobody says that it is live; the time by which it should be has come, or not.
  const isDue = epochMs(proof.at) >= epochMs(proof.expectedBy)
  return { ...step, status: 'unknown', detail: t(isDue ? 'rail.expectedSince' : 'rail.expected', { time }) }
}

function observedStep({ proof }: ChangeRequest, t: TFunction<'changes'>, format: Format): Step {
  const step = { key: 'observed', title: t('rail.observed') }
  const count = observedCalls(proof)
  const seen = t('rail.observedIn', { count, n: format.integer(count) })
  if (proof.level === 'observed') return { ...step, status: 'ok', detail: seen }
  if (proof.level !== 'live') return { ...step, detail: '' }
  return { ...step, status: 'waiting', detail: count > 0 ? seen : t('rail.waitsForCalls') }
}
