import { storedService } from './context.ts'
import { invalid, registryError } from './errors.ts'
import { consumersOf, instancesOf, type RegistryStore } from './registry-store.ts'
import { isRegistryItself } from './context.ts'

/**
 * Without `force` a service that others depend on, or that has instances, stays.
 * Source: Service Center, datasource/etcd/ms.go (UnregisterService).
 */
export function deleteService(store: RegistryStore, serviceId: string, force: boolean): void {
  const service = storedService(store, serviceId)
  if (isRegistryItself(service)) throw invalid('Not allow to delete service center')
  if (!force) {
    const others = consumersOf(store.stored, service).filter((consumer) => consumer.serviceId !== serviceId)
    if (others.length > 0) throw registryError(400023, 'Can not delete this service, other service rely it.')
    if (instancesOf(store.stored, serviceId).length > 0)
      throw registryError(400013, 'Can not delete the service deployed instance(s).')
  }
  store.deleteService(serviceId)
}
