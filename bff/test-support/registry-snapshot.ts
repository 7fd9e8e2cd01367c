import { type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { Registry, RegistrySnapshot } from '../ports/registry.ts'

/** What a registry knows: services as `namespace/name`, each with one instance `<name>-1` unless others are given. */
export function registryWith(...services: (string | { service: string; instances: string[] })[]): RegistrySnapshot {
  const instances = new Map<string, Instance[]>()
  const refs = services.map((given) => {
    const text = typeof given === 'string' ? given : given.service
    const [namespace = '', name = ''] = text.split('/')
    const service: ServiceRef = { mesh: 'cloud', namespace, name }
    const ids = typeof given === 'string' ? [`${name}-1`] : given.instances
    const one = { service, version: '1.0.0', status: 'up' as const, host: 'h', addresses: [], labels: {} }
    instances.set(
      serviceKey(service),
      ids.map((id) => ({ ...one, id })),
    )
    return { ...service, labels: {}, versions: [], workloads: [] }
  })
  return { services: refs, instances, findings: [] }
}

/** A registry that knows nothing and answers. */
export const emptyRegistry = (): Registry => ({
  snapshot: () => Promise.resolve({ value: registryWith(), stamps: [] }),
  instancesNow: () => Promise.resolve(undefined),
  changes: () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
  }),
  probe: () => Promise.resolve({ product: 'None', version: '0' }),
})
