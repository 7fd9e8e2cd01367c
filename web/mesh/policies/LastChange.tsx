import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { paths } from '../../paths.ts'
import { nothing } from '../../ui/format.ts'
import { Age } from '../../ui/Time.tsx'
import { useMesh } from '../scope.ts'
import { ScopeLink } from '../ScopeLink.tsx'
import { latestWritten } from './queries.ts'

/** The newest change of each policy of the mesh, as far as the newest page of changes tells, by `policyKey`. */
export function useLastChanges(): ReadonlyMap<string, ChangeRequest> {
  const changes = useQuery({ ...latestWritten(useMesh()), enabled: useMay('changes:read') })
  const newest = new Map<string, ChangeRequest>()
  for (const change of changes.data?.items ?? []) {
    for (const { ref } of change.edits) if (!newest.has(policyKey(ref))) newest.set(policyKey(ref), change)
  }
  return newest
}

/** Who changed it last and when, as a way to that change. */
export function LastChange({ change }: { change: ChangeRequest | undefined }) {
  const { t } = useTranslation('policyPages')
  if (!change) return nothing
  return (
    <ScopeLink to={paths.change(change.id)} title={change.title}>
      {t('changedBy', { change: change.id, author: change.author })} <Age at={change.appliedAt ?? change.createdAt} />
    </ScopeLink>
  )
}
