import { decodeJson } from '../http/decode.ts'
import { isYes } from '../http/query-flag.ts'
import { route, type Method, type Route } from '../http/router.ts'
import { done, json, list, serviceJson } from './answers.ts'
import { anyOrder, MAX_BODY_BYTES, scopeOf, search, serviceOf, type RegistryContext, type Scope } from './context.ts'
import { invalid, noService } from './errors.ts'
import { addDependencies } from './find.ts'
import { Dependencies, type Microservice } from './model.ts'
import { consumersOf, nameKey, providersOf, versionsOf, type View } from './registry-store.ts'
import { checkName } from './validation.ts'

// Source: Service Center, server/service/validator/dependency_validator.go.
const MAX_DEPENDENCIES = 100

/** Declared and learned facts, not traffic. Source: Service Center, server/rest/controller/v4/dependency_controller.go. */
export function dependencyRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', '/v4/:project/registry/microservices/:serviceId/providers', (call) => {
      const related = relatedTo(scopeOf(context, call), call.params.serviceId, call.query, providersOf)
      return json(list('providers', anyOrder(context, related).map(serviceJson)))
    }),

    route('GET', '/v4/:project/registry/microservices/:serviceId/consumers', (call) => {
      const related = relatedTo(scopeOf(context, call), call.params.serviceId, call.query, consumersOf)
      return json(list('consumers', anyOrder(context, related).map(serviceJson)))
    }),

    declareRoute(context, 'POST'),
    declareRoute(context, 'PUT'),
  ]
}

/** PUT replaces what each consumer declared before, POST adds to it. */
function declareRoute(context: RegistryContext, method: Extract<Method, 'POST' | 'PUT'>): Route {
  return route(method, '/v4/:project/registry/dependencies', async (call) => {
    const scope = scopeOf(context, call)
    const { dependencies } = decodeJson(await call.body(MAX_BODY_BYTES), Dependencies, invalid)
    if (dependencies.length === 0 || dependencies.length > MAX_DEPENDENCIES) throw invalid('Required dependency')
    for (const { consumer, providers, override } of dependencies) {
      if (!consumer) throw invalid("field 'Consumer' is empty")
      for (const provider of providers) checkName(provider)
      const version = versionsOf(scope.store.stored, consumer).find(({ version }) => version === consumer.version)
      if (!version) throw noService(`Consumer ${nameKey(consumer)}/${consumer.version} does not exist.`)
      const names = providers.map(nameKey)
      if (override || method === 'PUT') scope.store.putDependencies(version.serviceId, new Set(names))
      else addDependencies(scope, version.serviceId, names)
    }
    return { ...done(), headers: { ...done().headers, Deprecation: 'true' } }
  })
}

function relatedTo(
  scope: Scope,
  serviceId: string,
  query: URLSearchParams,
  related: (view: View, service: Microservice) => Microservice[],
): Microservice[] {
  const service = serviceOf(scope, serviceId)
  const noSelf = isYes(query.get('noSelf'))
  return search(scope, (view) => related(view, service)).filter((other) => !noSelf || other.serviceId !== serviceId)
}
