import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { listChanges } from '#shared/features/changes/api.ts'
import { listHistory } from '#shared/features/revisions/api.ts'
import type { HistoryEntry } from '#shared/features/revisions/model.ts'
import { query } from '../../api/query.ts'
import { useMay } from '../../api/session.ts'
import { paths } from '../../paths.ts'
import type { ChartMarker } from '../../ui/chart/markers.ts'
import { whatHappened } from '../policies/history/happened.ts'
import { usePolicyName } from '../policies/history/HistoryLink.tsx'
import { useCarried } from '../scope.ts'

interface Place {
  mesh: string
  namespace?: string | undefined
  service?: string | undefined
}

/** How many of the newest are asked for, of each sort. */
const limit = 50

/** What was changed in a place, as marks for charts over time: changes made here, and edits that others made, when they were seen. */
export function useMarkers({ mesh, namespace, service }: Place): ChartMarker[] {
  const { t } = useTranslation('changes')
  const carried = useCarried()
  const outsideOf = useOutsideMarker()
  const enabled = useMay('changes:read')
  const place = { ...(namespace && { namespace }), ...(service && { service }) }
  const changes = useQuery({ ...query(listChanges, { query: { mesh, ...place, limit } }), enabled })
  const edits = useQuery({
    ...query(listHistory, { params: { mesh }, query: { ...place, origin: 'outside', limit } }),
    enabled,
  })
  return [
    ...(changes.data?.items ?? []).flatMap(({ id, title, reverts, appliedAt }) =>
      appliedAt
        ? {
            at: epochMs(appliedAt),
            label: id,
            title: reverts ? t('revert.title', { id: reverts, title }) : title,
            to: carried(paths.change(id)),
          }
        : [],
    ),
    ...(edits.data?.items ?? []).filter(({ found }) => !found).map(outsideOf),
  ]
}

/** An edit of others, which leads to its policy's timeline with what it changed. */
function useOutsideMarker(): (edit: HistoryEntry) => ChartMarker {
  const { t } = useTranslation('revisions')
  const nameOf = usePolicyName()
  const carried = useCarried()
  return ({ ref, number, at, before, after }) => ({
    at: epochMs(at),
    label: t('marker.label'),
    title: t('marker.title', { policy: nameOf(ref), what: t(`happened.${whatHappened(before, after)}`) }),
    to: carried(
      `${paths.timeline({ ...ref, name: ref.service }, ref.kind, ref.name)}?compare=${Math.max(1, number - 1)}-${number}`,
    ),
  })
}
