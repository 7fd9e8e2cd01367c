import { omitEmpty } from '../http/omit-empty.ts'
import { instanceJson, list, serviceJson } from './answers.ts'
import { anyOrder, isRegistryItself, type RegistryContext } from './context.ts'
import type { Microservice } from './model.ts'
import { consumersOf, instancesOf, nameKey, providersOf, versionsOf, type View } from './registry-store.ts'
import { schemasOf } from './schema-routes.ts'

export interface OverviewOptions {
  tags: boolean
  instances: boolean
  schemas: boolean
  dependencies: boolean
  countOnly: boolean
}

/**
 * The list form: without the service's schema ids and without instance properties.
 * Source: Service Center, server/service/govern/view.go (ListServiceDetail, NewServiceOverview).
 */
export function overviewOf(context: RegistryContext, view: View, service: Microservice, options: OverviewOptions) {
  const instances = instancesOf(view, service.serviceId)
  return {
    microService: serviceJson({ ...service, schemas: [] }),
    ...(options.tags && tagsJson(view, service)),
    ...(options.countOnly && {
      statics: options.instances ? { instances: omitEmpty({ count: instances.length }) } : {},
    }),
    ...(options.instances &&
      !options.countOnly &&
      list(
        'instances',
        anyOrder(
          context,
          instances.map((instance) => instanceJson({ ...instance, properties: {} })),
        ),
      )),
    ...(options.schemas && list('schemaInfos', schemasOf({ views: [view] }, service, true))),
    ...(options.dependencies && dependenciesJson(context, view, service, true)),
  }
}

/** The detail form is always complete. Source: Service Center, server/service/govern/view.go (GetServiceDetail). */
export function detailOf(context: RegistryContext, view: View, service: Microservice) {
  return {
    microService: serviceJson(service),
    microServiceVersions: anyOrder(
      context,
      versionsOf(view, service).map(({ version }) => version),
    ),
    ...tagsJson(view, service),
    ...list('instances', anyOrder(context, instancesOf(view, service.serviceId)).map(instanceJson)),
    ...list('schemaInfos', schemasOf({ views: [view] }, service, true)),
    ...dependenciesJson(context, view, service, false),
  }
}

/** Of the whole project, whatever was filtered, without the registry itself; services count by name. */
export function statisticsOf(view: View) {
  const services = [...view.services.values()].filter((service) => !isRegistryItself(service))
  const ids = new Set(services.map(({ serviceId }) => serviceId))
  const instances = [...view.instances.values()].filter(({ serviceId }) => ids.has(serviceId))
  const withInstances = new Set(instances.map(({ serviceId }) => serviceId))
  const online = services.filter(({ serviceId }) => withInstances.has(serviceId))
  const distinct = (of: Microservice[], key: (service: Microservice) => string) => new Set(of.map(key)).size
  return {
    services: omitEmpty({ count: distinct(services, nameKey), onlineCount: distinct(online, nameKey) }),
    instances: omitEmpty({ count: instances.length, countByDomain: instances.length }),
    apps: omitEmpty({ count: distinct(services, ({ environment, appId }) => `${environment}/${appId}`) }),
  }
}

function tagsJson(view: View, { serviceId }: Microservice) {
  const tags = view.tags.get(serviceId) ?? {}
  return Object.keys(tags).length > 0 ? { tags } : {}
}

function dependenciesJson(context: RegistryContext, view: View, service: Microservice, noSelf: boolean) {
  const others = (services: Microservice[]) =>
    anyOrder(context, services)
      .filter(({ serviceId }) => !noSelf || serviceId !== service.serviceId)
      .map(serviceJson)
  return {
    ...list('providers', others(providersOf(view, service))),
    ...list('consumers', others(consumersOf(view, service))),
  }
}
