import { useQuery } from '@tanstack/react-query'
import { mayDo } from '#shared/access/may.ts'
import type { Permission } from '#shared/access/permission.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useSession } from '../../api/session.ts'
import { serviceAt } from './queries.ts'
import { everyService } from './useServiceName.ts'

/** Whether the signed-in person may change a policy; undefined until that is known. The server asks again. */
export function useMayWrite(ref: PolicyRef, write: Permission): boolean | undefined {
  const session = useSession()
  const service = useQuery(serviceAt(ref))
  if (!session || (service.isPending && ref.service !== everyService)) return undefined
  const { mesh, namespace } = ref
  // Bindings may go by the service's labels; a service that cannot be read has none.
  const place = { mesh, namespace, service: ref.service, labels: service.data?.value.labels ?? {} }
  return (['changes:write', write] as const).every((right) => mayDo(session.bindings, right, place))
}
