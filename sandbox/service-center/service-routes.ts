import { decodeJson } from '../http/decode.ts'
import { isYes } from '../http/query-flag.ts'
import { route, type Route } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { done, json, list, serviceJson } from './answers.ts'
import {
  anyOrder,
  isRegistryItself,
  MAX_BODY_BYTES,
  MAX_PROPERTIES_BYTES,
  scopeOf,
  search,
  seconds,
  serviceOf,
  storedService,
  type RegistryContext,
} from './context.ts'
import { deleteService } from './delete-service.ts'
import { invalid } from './errors.ts'
import { DeleteServices, RegisterService, ReplaceProperties } from './model.ts'
import { registerDetails, registerService } from './register-service.ts'
import type { RegistryStore } from './registry-store.ts'

/** Source: Service Center, server/resource/disco/service_resource.go. */
export function serviceRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', '/v4/:project/registry/microservices', (call) => {
      const withShared = isYes(call.query.get('withShared'))
      const services = search(scopeOf(context, call), (view) =>
        [...view.services.values()].filter((service) => withShared || !isRegistryItself(service)),
      )
      return json(list('services', anyOrder(context, services).map(serviceJson)))
    }),

    route('GET', '/v4/:project/registry/microservices/:serviceId', (call) =>
      json({ service: serviceJson(serviceOf(scopeOf(context, call), call.params.serviceId)) }),
    ),

    route('POST', '/v4/:project/registry/microservices', async (call) => {
      const { store } = scopeOf(context, call)
      const { service, ...details } = decodeJson(await call.body(MAX_BODY_BYTES), RegisterService, invalid)
      if (!service) throw invalid('Request body is empty')
      const serviceId = registerService(context, store, service)
      registerDetails(context, store, serviceId, details)
      return json({ serviceId })
    }),

    route('PUT', '/v4/:project/registry/microservices/:serviceId/properties', async (call) => {
      const { store } = scopeOf(context, call)
      const { properties } = decodeJson(await call.body(MAX_PROPERTIES_BYTES), ReplaceProperties, invalid)
      const service = storedService(store, call.params.serviceId)
      store.putService({ ...service, properties, modTimestamp: seconds(context) })
      return done()
    }),

    route('DELETE', '/v4/:project/registry/microservices/:serviceId', (call) => {
      deleteService(scopeOf(context, call).store, call.params.serviceId, forceOf(call.query))
      return done()
    }),

    route('DELETE', '/v4/:project/registry/microservices', async (call) => {
      const { store } = scopeOf(context, call)
      const { serviceIds, force } = decodeJson(await call.body(MAX_BODY_BYTES), DeleteServices, invalid)
      if (serviceIds.length === 0) throw invalid("field 'ServiceIds' is empty")
      const results = [...new Set(serviceIds)].map((serviceId) => deleteOne(store, serviceId, force))
      return json(list('services', anyOrder(context, results)))
    }),
  ]
}

/** The HTTP status does not show a partial failure: each entry has its own message. */
function deleteOne(store: RegistryStore, serviceId: string, force: boolean) {
  try {
    deleteService(store, serviceId, force)
    return { serviceId }
  } catch (error) {
    if (error instanceof ServiceError) return { serviceId, errMessage: error.message }
    throw error
  }
}

function forceOf(query: URLSearchParams): boolean {
  const force = query.get('force')
  if (force && !['true', 'false', '1', '0'].includes(force)) throw invalid('parameter force must be false or true')
  return isYes(force)
}
