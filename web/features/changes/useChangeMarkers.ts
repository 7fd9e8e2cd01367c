import { useQuery } from '@tanstack/react-query'
import { epochMs } from '#shared/contract/instant.ts'
import { useMay } from '../../api/session.ts'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { type ChangeFilter, latestChanges } from './queries.ts'

/** When the newest changes were written, as marks for charts over time. */
export function useChangeMarkers(filter: ChangeFilter): ChartMarker[] {
  const may = useMay('changes:read')
  const changes = useQuery({ ...latestChanges(filter, 50), enabled: may })
  return (changes.data?.items ?? []).flatMap(({ id, title, appliedAt }) =>
    appliedAt ? [{ at: epochMs(appliedAt), label: id, title, to: paths.change(id) }] : [],
  )
}
