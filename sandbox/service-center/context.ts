import { isYes } from '../http/query-flag.ts'
import type { Call } from '../http/router.ts'
import { noService } from './errors.ts'
import type { Microservice } from './model.ts'
import { RegistryStore, type CacheDelay, type View } from './registry-store.ts'

/** What the endpoints share. */
export interface RegistryContext {
  registries: Map<string, RegistryStore>
  cacheDelayMs: CacheDelay
  /** Seconds; a health check below is raised to it. */
  minIntervalS: number
  /** Overrides every lease's length (the server's setting `registry.instance.ttl`). */
  instanceTtlMs: number | undefined
  quota: { services: number; instances: number }
  /** Milliseconds since the epoch. */
  now: () => number
  random: () => number
}

/** The registry that a request means, and the views that it may read, in order. */
export interface Scope {
  domain: string
  project: string
  store: RegistryStore
  views: View[]
}

export const DEFAULT_DOMAIN = 'default'

// Source: Service Center, server/handler/maxbody/maxbody.go and etc/conf/app.yaml.
export const MAX_BODY_BYTES = 2 * 1024 * 1024
export const MAX_INSTANCE_BYTES = 5 * 1024
export const MAX_PROPERTIES_BYTES = 3 * 1024

/** The domain is a header, the project a part of the path. Source: Service Center, server/handler/context/v4.go. */
export function scopeOf(
  context: RegistryContext,
  call: Pick<Call, 'query' | 'headers'> & { params: { project: string } },
): Scope {
  const domain = String(call.headers['x-domain-name'] ?? '') || DEFAULT_DOMAIN
  const { project } = call.params
  const store = storeOf(context, domain, project)
  return { domain, project, store, views: viewsOf(store, call.query) }
}

export function storeOf(context: RegistryContext, domain: string, project: string): RegistryStore {
  const key = `${domain}/${project}`
  const store = context.registries.get(key) ?? new RegistryStore(context.now, context.cacheDelayMs, context.random)
  context.registries.set(key, store)
  return store
}

/**
 * The cache first, and the store where the cache has nothing.
 * Source: Service Center, datasource/etcd/state/etcd/indexer_cache.go (Search).
 */
function viewsOf(store: RegistryStore, query: URLSearchParams): View[] {
  if (isYes(query.get('noCache'))) return [store.stored]
  if (isYes(query.get('cacheOnly'))) return [store.cached]
  return [store.cached, store.stored]
}

/** What the first view that has anything has. */
export function search<Item>({ views }: Pick<Scope, 'views'>, find: (view: View) => Item[]): Item[] {
  for (const view of views) {
    const found = find(view)
    if (found.length > 0) return found
  }
  return []
}

export function serviceOf(scope: Pick<Scope, 'views'>, serviceId: string): Microservice {
  const [service] = search(scope, (view) => one(view.services.get(serviceId)))
  if (!service) throw noService()
  return service
}

export const one = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item])

/** For writes, which look into the store. */
export function storedService(store: RegistryStore, serviceId: string): Microservice {
  const service = store.stored.services.get(serviceId)
  if (!service) throw noService()
  return service
}

/** `noCache` and `cacheOnly` switch revisions off. */
export function knownRevision(query: URLSearchParams): string | null {
  return isYes(query.get('noCache')) || isYes(query.get('cacheOnly')) ? null : query.get('rev')
}

/** Lists come in another order each time. */
export function anyOrder<Item>({ random }: RegistryContext, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

export const seconds = ({ now }: RegistryContext) => String(Math.floor(now() / 1000))

/** Who reads, by the header that makes a dependency; empty without it. */
export const consumerId = (headers: Call['headers']) => String(headers['x-consumerid'] ?? '')

export const REGISTRY_NAME = 'SERVICECENTER'
/** That of `environment: dev` in the sample app.yaml. */
export const REGISTRY_ENVIRONMENT = 'development'

/** The registry registers itself; lists show that service only when asked for shared ones. */
export function isRegistryItself({ appId, serviceName }: { appId: string; serviceName: string }): boolean {
  return appId === 'default' && serviceName === REGISTRY_NAME
}
