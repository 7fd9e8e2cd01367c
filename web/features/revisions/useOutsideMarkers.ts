import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { useMay } from '../../api/session.ts'
import { whatHappened } from '../../mesh/policies/history/happened.ts'
import { usePolicyName } from '../../mesh/policies/history/HistoryLink.tsx'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { newestOutside } from './queries.ts'

/** When the newest edits that others made were seen, as marks for charts over time; each leads to its policy's timeline. */
export function useOutsideMarkers(of: { mesh: string; namespace?: string; service?: string }): ChartMarker[] {
  const { t } = useTranslation('revisions')
  const nameOf = usePolicyName()
  const may = useMay('changes:read')
  const { mesh, ...place } = of
  const edits = useQuery({ ...newestOutside(mesh, place), enabled: may && mesh !== '' })
  return (edits.data?.items ?? [])
    .filter(({ found }) => !found)
    .map(({ ref, number, at, before, after }) => ({
      at: epochMs(at),
      label: t('marker.label'),
      title: t('marker.title', { policy: nameOf(ref), what: t(`happened.${whatHappened(before, after)}`) }),
      to: `${paths.timeline({ ...ref, name: ref.service }, ref.kind, ref.name)}?compare=${Math.max(1, number - 1)}-${number}`,
    }))
}
