import { useQuery } from '@tanstack/react-query'
import { mayDo, type Place } from '#shared/access/may.ts'
import type { Permission } from '#shared/access/permission.ts'
import { listEnvironments } from '#shared/features/environments/api.ts'
import { environmentAt } from '#shared/features/environments/model.ts'
import { query } from '../../api/query.ts'
import { useSession } from '../../api/session.ts'

/**
 * Whether the signed-in person holds permissions where a namespace is; undefined until that is known. Environments are read only for
 * people who are bound to some. The server asks again.
 */
export const useMayAt = (needed: readonly Permission[], place: NamespacePlace): boolean | undefined =>
  useMayAtEach()?.(needed, place)

type NamespacePlace = Place & { mesh: string; namespace: string }

/** As `useMayAt`, to ask of several places. */
export function useMayAtEach(): ((needed: readonly Permission[], place: NamespacePlace) => boolean) | undefined {
  const session = useSession()
  const isBound = session?.bindings.some(({ environment }) => environment !== '*') ?? false
  const environments = useQuery({ ...query(listEnvironments, {}), enabled: isBound })
  if (!session || (isBound && environments.isPending)) return undefined
  return (needed, place) => {
    const environment = environmentAt(environments.data?.environments ?? [], place)?.name
    return needed.every((permission) => mayDo(session.bindings, permission, { ...place, environment }))
  }
}
