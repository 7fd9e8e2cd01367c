import type { RegistrySnapshot } from '../ports/registry.ts'

/** Where a name leads: its namespace and its spelling in the registry. */
export interface Place {
  namespace: string
  service: string
}

/** Leads reported names to services of the registry; a name that could be two services leads nowhere. */
export interface Names {
  /** Zipkin's reporters write names in lower case, so case does not count. */
  find(service: string, namespace: string | undefined, instance: string | undefined): Place | undefined
}

const indexes = new WeakMap<RegistrySnapshot, Names>()

/** The names of a registry's state; one index a state. */
export function namesIn(snapshot: RegistrySnapshot): Names {
  const known = indexes.get(snapshot)
  if (known) return known
  const names = indexOf(snapshot)
  indexes.set(snapshot, names)
  return names
}

function indexOf({ services, instances }: RegistrySnapshot): Names {
  const byName = Map.groupBy(services, (service) => service.name.toLowerCase())
  const byInstance = new Map<string, Place | undefined>()
  for (const { id, service } of [...instances.values()].flat()) {
    // Ids of two meshes' platforms could meet; then they say nothing.
    byInstance.set(id, byInstance.has(id) ? undefined : { namespace: service.namespace, service: service.name })
  }
  return {
    find(service, namespace, instance) {
      const named = byName.get(service.toLowerCase()) ?? []
      if (namespace !== undefined) {
        const here = named.find((one) => one.namespace === namespace)
        return { namespace, service: here?.name ?? service }
      }
      const running = instance === undefined ? undefined : byInstance.get(instance)
      if (running && running.service.toLowerCase() === service.toLowerCase()) return running
      const [only, another] = named
      return only && !another ? { namespace: only.namespace, service: only.name } : undefined
    },
  }
}
