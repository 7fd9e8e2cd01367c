import { randomBytes } from 'node:crypto'
import { seconds, type RegistryContext } from './context.ts'
import { noInstance, noService, registryError } from './errors.ts'
import type { HealthCheck, Instance, InstanceBody } from './model.ts'
import type { RegistryStore } from './registry-store.ts'
import { checkInstance } from './validation.ts'

const DEFAULT_INTERVAL_S = 30
const DEFAULT_TIMES = 3

/**
 * Adds an instance. An id that is alive is a heartbeat, and the body is not applied. The same endpoint may be
 * registered any number of times, and none at all is accepted.
 * Source: Service Center, server/service/disco/instance.go (RegisterInstance).
 *
 * @returns the instance's id.
 */
export function registerInstance(
  context: RegistryContext,
  store: RegistryStore,
  serviceId: string,
  body: InstanceBody,
): string {
  checkInstance(body)
  const service = store.stored.services.get(serviceId)
  if (!service) throw noService("Invalid 'serviceID' in request body.")
  const alive = body.instanceId && store.stored.instances.get(`${serviceId}/${body.instanceId}`)
  if (alive) {
    heartbeat(context, store, serviceId, alive.instanceId)
    return alive.instanceId
  }
  if (store.stored.instances.size >= context.quota.instances) throw registryError(400100, 'no quota to create instance')

  const timestamp = seconds(context)
  const instance: Instance = {
    ...body,
    instanceId: body.instanceId || randomBytes(16).toString('hex'),
    serviceId,
    status: body.status || 'UP',
    version: service.version,
    healthCheck: healthCheckOf(body.healthCheck, context.minIntervalS),
    timestamp,
    modTimestamp: timestamp,
  }
  store.putInstance(instance)
  store.renewLease(instance, leaseMs(context, instance.healthCheck))
  return instance.instanceId
}

/** Renews the lease; nothing that readers see changes. */
export function heartbeat(context: RegistryContext, store: RegistryStore, serviceId: string, instanceId: string): void {
  const instance = store.stored.instances.get(`${serviceId}/${instanceId}`)
  if (!instance) throw noInstance('leaseId not exist, instance not exist')
  store.renewLease(instance, leaseMs(context, instance.healthCheck))
}

/** Too small values are raised, not refused; `pull` always becomes 30 s × 3. */
function healthCheckOf(body: HealthCheck | undefined, minIntervalS: number): HealthCheck {
  if (!body || body.mode === 'pull' || body.interval === 0)
    return { mode: 'push', port: 0, url: '', ...body, interval: DEFAULT_INTERVAL_S, times: DEFAULT_TIMES }
  return { ...body, interval: Math.max(body.interval, minIntervalS), times: Math.max(body.times, DEFAULT_TIMES) }
}

function leaseMs({ instanceTtlMs }: RegistryContext, { interval, times }: HealthCheck): number {
  return instanceTtlMs ?? (times + 1) * interval * 1000
}
