import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { Findings } from './Findings.tsx'
import { standingOf } from './review-queries.ts'
import { isUnwritten } from './standing.ts'

/** What a check finds: as it is now while nothing is written, afterwards as it was then. */
export function Checks({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const isOpen = isUnwritten(change)
  const now = useQuery({ ...standingOf(change), enabled: isOpen })
  // It does not stand in its own way.
  const found = now.data?.findings.filter(({ code, params }) => code !== 'open-change' || params['id'] !== change.id)
  return (
    <Findings
      findings={isOpen ? (found ?? change.findings) : change.findings}
      meta={isOpen && found ? t('checks.now') : t('checks.proposed')}
    />
  )
}
