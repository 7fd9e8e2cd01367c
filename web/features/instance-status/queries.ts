import { useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import type { WindowQuery } from '#shared/contract/window.ts'
import { listChanges, proposeChange } from '#shared/features/changes/api.ts'
import { instanceStatusEndpoints } from '#shared/features/instance-status/api.ts'
import { listServices, readService } from '#shared/features/services/api.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { call } from '../../api/call.ts'
import { invalidate, query, windowed } from '../../api/query.ts'

/** The policy that an instance's status is. */
export const refOf = ({ id, service }: Instance): PolicyRef => ({
  mesh: service.mesh,
  namespace: service.namespace,
  service: service.name,
  kind: 'instance-status',
  name: id,
})

/** The status as the registry has it now. */
export const statusOf = ({ mesh, namespace, service, name }: PolicyRef) =>
  query(instanceStatusEndpoints.read, { params: { mesh, namespace, service, name } })

/** A service with its instances, and what each version gets in the window. */
export const serviceWith = ({ mesh, namespace, name }: ServiceRef, window: WindowQuery) =>
  windowed(readService, { params: { mesh, namespace, service: name }, query: window })

/** Asks for the change; whatever shows instances or changes is read again. */
export const useProposeStatus = () =>
  useMutation({
    mutationFn: (body: Input<typeof proposeChange>['body']) => call(proposeChange, { body }),
    onSuccess: () => invalidate(listServices, readService, listChanges, instanceStatusEndpoints.read),
    // A refusal may mean that the instance has another status now.
    onError: () => invalidate(instanceStatusEndpoints.read),
  })
