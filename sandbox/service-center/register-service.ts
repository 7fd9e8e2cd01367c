import { randomBytes } from 'node:crypto'
import { ServiceError } from '../http/service-error.ts'
import { seconds, type RegistryContext } from './context.ts'
import { invalid, registryError } from './errors.ts'
import type { InstanceBody, Microservice, ServiceBody } from './model.ts'
import { registerInstance } from './register-instance.ts'
import type { RegistryStore } from './registry-store.ts'
import { checkService, checkTags } from './validation.ts'

/**
 * Creates a version of a service, or finds the one that has this key already: then the body is not applied.
 * Source: Service Center, server/service/disco/metadata.go and datasource/etcd/ms.go (RegisterService).
 *
 * @returns the service's id.
 */
export function registerService(context: RegistryContext, store: RegistryStore, body: ServiceBody): string {
  const service: ServiceBody = {
    ...body,
    appId: body.appId || 'default',
    version: body.version || '0.0.1',
    status: body.status || 'UP',
    level: body.level || 'BACK',
  }
  checkService(service)
  const existing = findSame(store, service)
  if (existing) {
    if (service.serviceId && service.serviceId !== existing.serviceId) throw otherId()
    return existing.serviceId
  }
  if (service.serviceId && store.stored.services.has(service.serviceId)) throw otherId()
  if (store.stored.services.size >= context.quota.services) throw registryError(400100, 'no quota to create service')

  const timestamp = seconds(context)
  const serviceId = service.serviceId || newId()
  store.putService({ ...service, serviceId, timestamp, modTimestamp: timestamp })
  return serviceId
}

/** Tags and instances may come with the registration. Source: server/service/disco/metadata.go (registerServiceDetails). */
export function registerDetails(
  context: RegistryContext,
  store: RegistryStore,
  serviceId: string,
  { tags, instances }: { tags: Record<string, string>; instances: InstanceBody[] },
): void {
  const failures = [
    ...(Object.keys(tags).length > 0 ? [() => putTags(store, serviceId, tags)] : []),
    ...instances.map((instance) => () => void registerInstance(context, store, serviceId, instance)),
  ].flatMap((step) => failureOf(step) ?? [])
  if (failures.length > 0) throw invalid(`errMessages: [${failures.join(' ')}]`)
}

export function putTags(store: RegistryStore, serviceId: string, tags: Record<string, string>): void {
  checkTags(tags)
  store.putTags(serviceId, tags)
}

/** The id by this very key: environment, app, name and version. */
function findSame(store: RegistryStore, key: ServiceBody): Microservice | undefined {
  return store.stored.services
    .values()
    .find(
      (service) =>
        service.environment === key.environment &&
        service.appId === key.appId &&
        service.serviceName === key.serviceName &&
        service.version === key.version,
    )
}

/** 32 hex digits. */
export const newId = () => randomBytes(16).toString('hex')

const otherId = () => registryError(400010, 'ServiceID conflict or found the same service with different id.')

function failureOf(step: () => void): string | undefined {
  try {
    step()
    return undefined
  } catch (error) {
    if (error instanceof ServiceError) return error.message
    throw error
  }
}
