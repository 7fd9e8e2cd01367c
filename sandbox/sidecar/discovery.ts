import { succeeded, type ControlClient } from './control-client.ts'
import type { Target } from './http-call.ts'
import { pause } from './pause.ts'

/** An instance that may be called. */
export interface Provider {
  instanceId: string
  app: string
  service: string
  version: string
  /** What route rules select by: never the properties of the service. */
  properties: Record<string, string>
  target: Target
}

/** What a sidecar knows of the services that it calls. */
export interface Discovery {
  /** Instances that take calls, of all versions; asks Service Center the first time. */
  providers(app: string, service: string): Promise<readonly Provider[]>
}

export interface DiscoveryOptions {
  serviceCenter: ControlClient
  /** The caller's service id: Service Center learns the dependency and the environment from it. */
  consumerId(): string
  refreshSeconds: number
  signal: AbortSignal
}

interface Known {
  app: string
  service: string
  providers: readonly Provider[]
  revision: string
}

/** Finds instances and asks for changes in every refresh interval (servicecomb.md 1.6 and 1.7, with the limits named there). */
export function discovery({ serviceCenter, consumerId, refreshSeconds, signal }: DiscoveryOptions): Discovery {
  const known = new Map<string, Promise<Known>>()

  async function find(previous: Known): Promise<Known> {
    const query = new URLSearchParams({ appId: previous.app, serviceName: previous.service })
    if (previous.revision !== '') query.set('rev', previous.revision)
    const reply = await serviceCenter.ask('GET', `/v4/default/registry/instances?${query.toString()}`, {
      headers: { 'x-consumerid': consumerId() },
    })
    if (reply.status === 304) return previous
    const instances = instancesIn(succeeded(reply).body)
    // An empty answer is skipped: callers keep trying the address that is gone.
    if (instances.length === 0) return previous
    return {
      ...previous,
      providers: instances.flatMap((instance) => toProvider(instance, previous)),
      revision: reply.headers['x-resource-revision'] ?? '',
    }
  }

  async function refresh(): Promise<void> {
    while (!signal.aborted) {
      await pause(refreshSeconds * 1000, signal)
      if (signal.aborted) return
      await Promise.all([...known].map(([key, current]) => current.then(find).then((next) => keep(key, next), ignore)))
    }
  }
  void refresh()

  function keep(key: string, next: Known): void {
    known.set(key, Promise.resolve(next))
  }

  return {
    async providers(app, service) {
      const key = `${app}/${service}`
      let current = known.get(key)
      if (!current) {
        current = find({ app, service, providers: [], revision: '' })
        known.set(key, current)
        current.catch(() => known.delete(key))
      }
      const { providers } = await current.catch(() => ({ providers: [] }))
      if (providers.length === 0) known.delete(key)
      return providers
    },
  }
}

// The last known answer stands while Service Center is silent.
const ignore = (): void => undefined

interface Found {
  instanceId: string
  version?: string
  status?: string
  endpoints?: string[]
  properties?: Record<string, string>
}

function instancesIn(body: string): Found[] {
  // The shape is the registry's promise (servicecomb.md 1.3); an empty list is left out.
  const parsed = JSON.parse(body) as { instances?: Found[] }
  return parsed.instances ?? []
}

function toProvider(instance: Found, previous: Known): Provider[] {
  if (instance.status !== 'UP' && instance.status !== 'TESTING') return []
  const rest = instance.endpoints?.find((endpoint) => endpoint.startsWith('rest://'))
  if (!rest) return []
  const { hostname, port } = new URL(rest.replace('rest://', 'http://'))
  // The properties of an instance that is already known are never read again.
  const before = previous.providers.find(({ instanceId }) => instanceId === instance.instanceId)
  return [
    {
      instanceId: instance.instanceId,
      app: previous.app,
      service: previous.service,
      version: instance.version ?? '',
      properties: before?.properties ?? instance.properties ?? {},
      target: { host: hostname, port: Number(port) },
    },
  ]
}
