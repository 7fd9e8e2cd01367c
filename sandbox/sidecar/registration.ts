import { Refused, succeeded, type ControlClient } from './control-client.ts'
import type { Identity } from './identity.ts'
import { pause } from './pause.ts'

/** The ids that Service Center gave. */
export interface Registered {
  serviceId: string
  instanceId: string
}

/** An instance that is known to Service Center for as long as it beats. */
export interface Registration {
  /** The ids now; new ones after Service Center forgot the instance. */
  ids(): Registered
  /** Takes the instance out of the registry. */
  deregister(): Promise<void>
}

export interface RegistrationOptions {
  serviceCenter: ControlClient
  identity: Identity
  endpoints: string[]
  heartbeatSeconds: number
  signal: AbortSignal
}

const registry = '/v4/default/registry'

/**
 * Registers and keeps the lease (servicecomb.md 1.3, 1.6); tries again until Service Center answers.
 * @throws Refused when it does not take the registration.
 */
export async function register(options: RegistrationOptions): Promise<Registration> {
  const { serviceCenter, heartbeatSeconds, signal } = options
  let ids = await untilRegistered(options)

  async function beat(): Promise<void> {
    while (!signal.aborted) {
      await pause(heartbeatSeconds * 1000, signal)
      if (signal.aborted) return
      try {
        succeeded(await serviceCenter.ask('PUT', `${registry}${instancePath(ids)}/heartbeat`))
      } catch (error) {
        // The instance or its service is gone from the registry: register again, as sidecars do.
        if (error instanceof Refused && error.status === 400) ids = await untilRegistered(options).catch(() => ids)
      }
    }
  }
  void beat()

  return {
    ids: () => ids,
    async deregister() {
      await serviceCenter
        .ask('DELETE', `${registry}${instancePath(ids)}`, { timeoutMs: 500 })
        .catch(() => undefined /* the lease runs out instead */)
    },
  }
}

async function untilRegistered(options: RegistrationOptions): Promise<Registered> {
  for (;;) {
    try {
      return await registerOnce(options)
    } catch (error) {
      const final = error instanceof Refused && error.status < 500
      if (final || options.signal.aborted) throw error
      await pause(500, options.signal)
    }
  }
}

async function registerOnce({ serviceCenter, identity, endpoints, heartbeatSeconds }: RegistrationOptions) {
  const service = await serviceCenter.ask('POST', `${registry}/microservices`, {
    body: { service: describe(identity) },
  })
  const serviceId = textIn(succeeded(service).body, 'serviceId')
  const instance = await serviceCenter.ask('POST', `${registry}/microservices/${serviceId}/instances`, {
    body: {
      instance: {
        endpoints,
        hostName: identity.hostName,
        status: 'UP',
        properties: Object.keys(identity.instanceProperties).length > 0 ? identity.instanceProperties : { nodeIP: '' },
        version: identity.version,
        healthCheck: { mode: 'push', interval: Math.ceil(heartbeatSeconds), times: 3 },
      },
    },
  })
  return { serviceId, instanceId: textIn(succeeded(instance).body, 'instanceId') }
}

function describe(identity: Identity) {
  const { app, environment, service, version, properties, flavour } = identity
  return {
    environment,
    appId: app,
    serviceName: service,
    version,
    level: 'BACK',
    status: 'UP',
    properties,
    alias: `${app}:${service}`,
    ...(flavour === 'mesher'
      ? { registerBy: 'SIDECAR', framework: { name: 'Mesher', version: 'latest' } }
      : { registerBy: 'SDK', framework: { name: 'ServiceComb', version: '3.3.0' } }),
  }
}

function textIn(body: string, field: string): string {
  const parsed: unknown = JSON.parse(body)
  const value = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, field) : undefined
  if (typeof value !== 'string') throw new Error(`Service Center answered without ${field}`)
  return value
}

const instancePath = ({ serviceId, instanceId }: Registered): string =>
  `/microservices/${serviceId}/instances/${instanceId}`
