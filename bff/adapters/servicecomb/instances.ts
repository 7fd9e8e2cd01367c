import { instantOf } from '#shared/contract/instant.ts'
import type { Address, Instance, InstanceStatus } from '#shared/mesh/instance.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import type { MicroserviceInstance } from './service-center.ts'

export const statuses: Record<string, InstanceStatus> = {
  UP: 'up',
  TESTING: 'testing',
  STARTING: 'starting',
  DOWN: 'down',
  OUTOFSERVICE: 'out-of-service',
}

/** Mesher's admin listener as it is registered (servicecomb.md 1.3). */
const adminProtocol = 'rest-admin'

/** An instance in our words. A status that is not known counts as down: it takes no calls. */
export function instanceOf(service: ServiceRef, version: string, native: MicroserviceInstance): Instance {
  // The order of endpoints changes from answer to answer.
  const addresses = native.endpoints
    .flatMap(addressOf)
    .toSorted((a, b) => a.protocol.localeCompare(b.protocol) || a.host.localeCompare(b.host) || a.port - b.port)
  const admin = addresses.find(({ protocol }) => protocol === adminProtocol)
  const { workload } = native.properties
  const registeredAt = Number(native.timestamp)
  return {
    id: native.instanceId,
    service,
    version,
    status: statuses[native.status] ?? 'down',
    host: native.hostName,
    addresses,
    ...(admin && { admin }),
    labels: { ...native.properties, version },
    ...(workload && { workload }),
    ...(registeredAt > 0 && { registeredAt: instantOf(registeredAt * 1000) }),
  }
}

/** `rest://host:port?sslEnabled=true`; none where it is no address. */
function addressOf(endpoint: string): Address[] {
  const url = URL.parse(endpoint)
  if (!url || url.hostname === '') return []
  const port = Number(url.port)
  if (!Number.isInteger(port) || port < 1) return []
  return [{ protocol: url.protocol.slice(0, -1), host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port }]
}
