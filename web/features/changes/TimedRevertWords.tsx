import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { nothing } from '../../ui/format.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useCountdown } from './useCountdown.ts'

/** When a change ends by itself, or what became of that, for a line of a list. */
export function TimedRevertWords({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const countdown = useCountdown()
  const { revertAt, timedRevert: timed } = change
  if (revertAt === undefined) return nothing
  if (timed?.state === 'done') return t('timed.short.done')
  if (timed?.state === 'partly') return <StatusTag status="degraded">{t('timed.short.partly')}</StatusTag>
  if (timed?.state === 'failed') return <StatusTag status="failing">{t('timed.short.failed')}</StatusTag>
  return countdown(timed?.at ?? revertAt)
}
