import {
  DEFAULT_DOMAIN,
  isRegistryItself,
  one,
  REGISTRY_ENVIRONMENT,
  search,
  storeOf,
  type RegistryContext,
  type Scope,
} from './context.ts'
import { noService } from './errors.ts'
import type { Instance, Microservice, ServiceName } from './model.ts'
import { instancesOf, nameKey, versionsOf } from './registry-store.ts'
import { checkName } from './validation.ts'

/**
 * The instances of all versions of a service. With a consumer, its environment counts, services of other apps show
 * only with `allowCrossApp`, and the dependency is recorded.
 * Source: Service Center, server/service/disco/instance.go (FindInstances).
 *
 * @param tags keys of service tags that a version must have.
 * @throws ServiceError 400012 when the service, or the consumer, is unknown.
 */
export function findInstances(
  context: RegistryContext,
  scope: Scope,
  wanted: ServiceName,
  consumerId: string,
  tags: readonly string[] = [],
): Instance[] {
  checkName(wanted)
  const consumer = consumerOf(scope, consumerId)
  const shared = isRegistryItself(wanted)
  const target = shared ? sharedScope(context, scope) : scope
  const environment = shared ? REGISTRY_ENVIRONMENT : (consumer?.environment ?? wanted.environment)
  const name = { ...wanted, environment }

  const versions = search(target, (view) => versionsOf(view, name))
  const [first] = versions
  if (!first) throw noService()
  if (consumer) addDependencies(scope, consumer.serviceId, [nameKey(first)])

  const visible = versions.filter((service) => mayCall(consumer, service))
  return search(target, (view) =>
    visible
      .filter(({ serviceId }) => tags.every((tag) => view.tags.get(serviceId)?.[tag] !== undefined))
      .flatMap(({ serviceId }) => instancesOf(view, serviceId)),
  )
}

/** The service behind `X-ConsumerId`, where there is one. */
export function consumerOf(scope: Scope, consumerId: string): Microservice | undefined {
  if (!consumerId) return undefined
  const [consumer] = search(scope, (view) => one(view.services.get(consumerId)))
  if (!consumer) throw noService(`Consumer[${consumerId}] does not exist.`)
  return consumer
}

/** Source: Service Center, datasource/etcd/util/microservice_util.go (AllowAcrossDimension). */
export function mayCall(consumer: Microservice | undefined, provider: Microservice): boolean {
  if (!consumer || isRegistryItself(provider)) return true
  const sameApp = consumer.appId === provider.appId
  const open = provider.properties['allowCrossApp']?.toLowerCase() === 'true'
  return (sameApp || open) && consumer.environment === provider.environment
}

export function addDependencies({ store }: Pick<Scope, 'store'>, consumerId: string, providers: string[]): void {
  const known = store.stored.dependencies.get(consumerId)
  if (known && providers.every((provider) => known.has(provider))) return
  store.putDependencies(consumerId, new Set([...(known ?? []), ...providers]))
}

/** The registry itself is found from every domain. */
function sharedScope(context: RegistryContext, scope: Scope): Pick<Scope, 'views'> {
  if (scope.domain === DEFAULT_DOMAIN && scope.project === 'default') return scope
  const store = storeOf(context, DEFAULT_DOMAIN, 'default')
  return { views: [store.cached, store.stored] }
}
