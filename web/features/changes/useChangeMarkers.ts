import { useQuery } from '@tanstack/react-query'
import { epochMs } from '#shared/contract/instant.ts'
import { useMay } from '../../api/session.ts'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { type ChangeFilter, latestChanges } from './queries.ts'
import { useChangeTitle } from './useChangeTitle.ts'

/** When the newest changes were written, as marks for charts over time. */
export function useChangeMarkers(filter: ChangeFilter): ChartMarker[] {
  const may = useMay('changes:read')
  const titleOf = useChangeTitle()
  const changes = useQuery({ ...latestChanges(filter, 50), enabled: may })
  return (changes.data?.items ?? []).flatMap((change) =>
    change.appliedAt
      ? [{ at: epochMs(change.appliedAt), label: change.id, title: titleOf(change), to: paths.change(change.id) }]
      : [],
  )
}
