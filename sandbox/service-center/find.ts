import {
  DEFAULT_DOMAIN,
  isRegistryItself,
  search,
  serviceOf,
  storeOf,
  type RegistryContext,
  type Scope,
} from './context.ts'
import { noService } from './errors.ts'
import type { Instance, ServiceName } from './model.ts'
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
  const consumer = consumerId ? serviceOf(scope, consumerId) : undefined
  const name = consumer ? { ...wanted, environment: consumer.environment } : wanted
  const target = isRegistryItself(name) ? sharedScope(context, scope) : scope

  const versions = search(target, (view) => versionsOf(view, name))
  const [first] = versions
  if (!first) throw noService()
  if (consumer) addDependencies(scope, consumer.serviceId, [nameKey(first)])

  const visible = versions.filter(
    (service) => !consumer || service.appId === consumer.appId || service.properties['allowCrossApp'] === 'true',
  )
  return search(target, (view) =>
    visible
      .filter(({ serviceId }) => tags.every((tag) => view.tags.get(serviceId)?.[tag] !== undefined))
      .flatMap(({ serviceId }) => instancesOf(view, serviceId)),
  )
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
