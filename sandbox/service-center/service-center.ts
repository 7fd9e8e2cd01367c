import { answer, text, type Answer } from '../http/answer.ts'
import { startListener, type Listener } from '../http/listener.ts'
import { BodyTooLarge, type Call, type Match } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { seeded } from '../random.ts'
import { adminRoutes, SERVICE_CENTER_VERSION } from './admin-routes.ts'
import { json } from './answers.ts'
import { DEFAULT_DOMAIN, REGISTRY_ENVIRONMENT, REGISTRY_NAME, storeOf, type RegistryContext } from './context.ts'
import { dependencyRoutes } from './dependency-routes.ts'
import { invalid, registryError } from './errors.ts'
import { existenceRoutes } from './existence-routes.ts'
import { findRoutes } from './find-routes.ts'
import { governRoutes } from './govern-routes.ts'
import { instanceRoutes } from './instance-routes.ts'
import { InstanceBody, ServiceBody } from './model.ts'
import { registerInstance } from './register-instance.ts'
import { registerService } from './register-service.ts'
import type { CacheDelay, RegistryStore, View } from './registry-store.ts'
import { schemaRoutes } from './schema-routes.ts'
import { serviceRoutes } from './service-routes.ts'
import { tagRoutes } from './tag-routes.ts'

export interface ServiceCenterOptions {
  /** 0 (the default) takes any free port. */
  port?: number
  host?: string
  /** How long reads lag writes, in milliseconds. Default 300, and 2,300 for deletions; 0 and 0 for tests that do not care. */
  cacheDelayMs?: CacheDelay
  /** The least heartbeat interval in seconds (`registry.instance.minInterval`), default 5. */
  minIntervalS?: number
  /** The length of every lease in milliseconds (`registry.instance.ttl`); default (times + 1) × interval. */
  instanceTtlMs?: number
  quota?: { services: number; instances: number }
  /** Makes the random order of lists repeat. */
  seed?: string
  /** Milliseconds since the epoch: a test's clock makes leases and cache delays pass at once. */
  now?: () => number
}

export interface ServiceCenter extends Listener {
  /** What the store holds now, of one domain and project, for a control page. */
  content(domain?: string, project?: string): View
}

/**
 * Speaks the wire protocol of Apache ServiceComb Service Center v4 with RBAC off: registration, leases, discovery
 * with revisions, dependencies, the govern views. Sources are named beside each group of endpoints.
 */
export async function startServiceCenter(options: ServiceCenterOptions = {}): Promise<ServiceCenter> {
  const context: RegistryContext = {
    registries: new Map(),
    cacheDelayMs: options.cacheDelayMs ?? { write: 300, delete: 2_300 },
    minIntervalS: options.minIntervalS ?? 5,
    instanceTtlMs: options.instanceTtlMs,
    quota: options.quota ?? { services: 50_000, instances: 150_000 },
    now: options.now ?? Date.now,
    random: seeded(`service center ${options.seed ?? ''}`).next,
  }
  const listener = await startListener({
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    routes: [
      ...serviceRoutes(context),
      ...existenceRoutes(context),
      ...tagRoutes(context),
      ...schemaRoutes(context),
      ...findRoutes(context),
      ...instanceRoutes(context),
      ...dependencyRoutes(context),
      ...governRoutes(context),
      ...adminRoutes(context),
    ],
    headers: { Server: `SERVICECENTER/${SERVICE_CENTER_VERSION}`, 'Access-Control-Allow-Origin': '*' },
    gzipAbove: 1_400,
    unmatched,
    failed,
  })
  registerSelf(context, storeOf(context, DEFAULT_DOMAIN, 'default'), listener.url)
  return {
    ...listener,
    content: (domain = DEFAULT_DOMAIN, project = 'default') => storeOf(context, domain, project).stored,
  }
}

/** The registry is a service of its own. Source: Service Center, server/core and setting `registry.selfRegister`. */
function registerSelf(context: RegistryContext, store: RegistryStore, url: string): void {
  const { host } = new URL(url)
  const service = { appId: 'default', serviceName: REGISTRY_NAME, version: SERVICE_CENTER_VERSION, level: 'BACK' }
  const serviceId = registerService(
    context,
    store,
    ServiceBody.parse({ ...service, environment: REGISTRY_ENVIRONMENT }),
  )
  const instance = InstanceBody.parse({ hostName: 'sandbox', endpoints: [`rest://${host}/`] })
  const instanceId = registerInstance(context, store, serviceId, instance)
  store.renewLease({ serviceId, instanceId }, Infinity)
}

/** Source: Service Center, pkg/rest/router.go and server/interceptor/cors/cors.go. */
function unmatched(match: Exclude<Match, { found: 'route' }>, { method, headers }: Call): Answer {
  if (method === 'OPTIONS' && headers.origin && headers['access-control-request-method'])
    return answer(200, {
      'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
      'Access-Control-Allow-Headers': 'Origin, Accept, Content-Type, X-Domain-Name, X-ConsumerId',
    })
  if (match.found === 'nothing') return text(404, '404 page not found\n')
  return text(405, 'Method Not Allowed\n', { Allow: match.allow.join(', ') })
}

function failed(error: unknown): Answer {
  if (error instanceof ServiceError) return json(error.body, {}, error.status)
  if (error instanceof BodyTooLarge) return failed(invalid(error.message))
  return failed(registryError(500003, error instanceof Error ? error.message : String(error)))
}
