import type { Candidate } from '#shared/features/route-rules/engine.ts'
import { isReady } from '#shared/mesh/instance.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import type { RegistrySnapshot } from '../../ports/registry.ts'

/** The instances of a called service by namespace, as a route can choose them. */
export function candidatesIn(
  { mesh, service }: { mesh: string; service: string },
  { instances }: RegistrySnapshot,
): (namespace: string) => Candidate[] {
  return (namespace) =>
    (instances.get(serviceKey({ mesh, namespace, name: service })) ?? []).map((instance) => ({
      version: instance.version,
      ready: isReady(instance),
      labels: instance.labels,
    }))
}

/** The labels that a caller's instance has now; undefined for one that is gone. */
export const labelsIn =
  (mesh: string, { instances }: RegistrySnapshot) =>
  (caller: { namespace: string; service: string; instance: string }): Readonly<Record<string, string>> | undefined =>
    instances
      .get(serviceKey({ mesh, namespace: caller.namespace, name: caller.service }))
      ?.find(({ id }) => id === caller.instance)?.labels
