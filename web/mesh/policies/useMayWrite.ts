import { useQuery } from '@tanstack/react-query'
import type { Permission } from '#shared/access/permission.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMayAt } from '../access/useMayAt.ts'
import { serviceAt } from './queries.ts'
import { everyService } from './useServiceName.ts'

/** Whether the signed-in person may change a policy; undefined until that is known. The server asks again. */
export function useMayWrite(ref: PolicyRef, write: Permission): boolean | undefined {
  const service = useQuery(serviceAt(ref))
  const { mesh, namespace } = ref
  // Bindings may go by the service's labels; a service that cannot be read has none.
  const place = { mesh, namespace, service: ref.service, labels: service.data?.value.labels ?? {} }
  const may = useMayAt(['changes:write', write], place)
  return service.isPending && ref.service !== everyService ? undefined : may
}
