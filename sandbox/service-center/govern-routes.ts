import { isYes } from '../http/query-flag.ts'
import { route, type Call, type Route } from '../http/router.ts'
import { json, list } from './answers.ts'
import { anyOrder, isRegistryItself, scopeOf, type RegistryContext } from './context.ts'
import { drawRelations } from './govern-relations.ts'
import { detailOf, overviewOf, statisticsOf, type OverviewOptions } from './govern-views.ts'
import { noService } from './errors.ts'
import type { Microservice } from './model.ts'
import type { View } from './registry-store.ts'

/** Reads of the cache alone. Source: Service Center, server/resource/govern/govern_resource.go, server/service/govern. */
export function governRoutes(context: RegistryContext): Route[] {
  const cached = (call: Call<{ project: string }>): View => scopeOf(context, call).store.cached
  const listed = (view: View, withShared: boolean) =>
    anyOrder(
      context,
      [...view.services.values()].filter((service) => withShared || !isRegistryItself(service)),
    )

  return [
    route('GET', '/v4/:project/govern/microservices', (call) => {
      const view = cached(call)
      const options = optionsOf(call.query)
      const withShared = isYes(call.query.get('withShared'))
      const statistics = options.statistics ? { statistics: statisticsOf(view) } : {}
      if (options.onlyStatistics) return json(statistics)
      const services = listed(view, withShared).filter((service) => matchesFilter(service, call.query))
      const details = services.map((service) => overviewOf(context, view, service, options))
      return json({ ...list('allServicesDetail', details), ...statistics })
    }),

    route('GET', '/v4/:project/govern/microservices/:serviceId', (call) => {
      const view = scopeOf(context, call).store.cached
      const service = view.services.get(call.params.serviceId)
      if (!service) throw noService()
      return json({ service: detailOf(context, view, service) })
    }),

    route('GET', '/v4/:project/govern/apps', (call) => {
      const environment = call.query.get('env')
      const services = listed(cached(call), isYes(call.query.get('withShared')))
      const apps = services.filter((service) => !environment || service.environment === environment)
      const appIds = [...new Set(apps.map(({ appId }) => appId))]
      return json(appIds.length > 0 ? { appIds } : {})
    }),

    route('GET', '/v4/:project/govern/statistics', (call) => json({ statistics: statisticsOf(cached(call)) })),

    route('GET', '/v4/:project/govern/relations', (call) => {
      const view = cached(call)
      return json(drawRelations(view, listed(view, isYes(call.query.get('withShared')))))
    }),
  ]
}

type ListOptions = OverviewOptions & { statistics: boolean; onlyStatistics: boolean }

function optionsOf(query: URLSearchParams): ListOptions {
  const names = new Set(query.get('options')?.split(',').filter(Boolean))
  const has = (name: string) => names.has('all') || names.has(name)
  return {
    tags: has('tags'),
    instances: has('instances'),
    schemas: has('schemas'),
    dependencies: has('dependencies'),
    countOnly: isYes(query.get('countOnly')),
    statistics: has('statistics'),
    onlyStatistics: names.has('statistics') && names.size === 1,
  }
}

function matchesFilter(service: Microservice, query: URLSearchParams): boolean {
  const same = (name: string, value: string) => !query.get(name) || query.get(name) === value
  return (
    same('env', service.environment) &&
    same('appId', service.appId) &&
    same('serviceName', service.serviceName) &&
    query.getAll('property').every((pair) => {
      const colon = pair.indexOf(':')
      return service.properties[pair.slice(0, colon)] === pair.slice(colon + 1)
    })
  )
}
