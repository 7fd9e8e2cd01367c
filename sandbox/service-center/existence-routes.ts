import { route, type Route } from '../http/router.ts'
import { json } from './answers.ts'
import { one, scopeOf, search, type RegistryContext, type Scope } from './context.ts'
import { invalid, noSchema, noService, registryError } from './errors.ts'
import { versionsOf } from './registry-store.ts'
import { checkName, checkVersion } from './validation.ts'

/** Source: Service Center, server/resource/disco/service_resource.go (ResourceExist). */
export function existenceRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', '/v4/:project/registry/existence', (call) => {
      const scope = scopeOf(context, call)
      const type = call.query.get('type')
      if (type === 'microservice') return serviceExists(scope, call.query)
      if (type === 'schema') return schemaExists(scope, call.query)
      throw invalid('Only micro-service and schema can be used as type.')
    }),
  ]
}

function serviceExists(scope: Scope, query: URLSearchParams) {
  const name = {
    environment: query.get('env') ?? '',
    appId: query.get('appId') ?? '',
    serviceName: query.get('serviceName') ?? '',
  }
  const version = query.get('version') ?? ''
  checkName(name)
  checkVersion('MicroServiceKey.Version', version)

  const versions = search(scope, (view) => versionsOf(view, name))
  if (versions.length === 0) throw noService()
  const found = versions.find((service) => service.version === version)
  if (!found) throw registryError(400026, 'Service version does not exist.')
  return json({ serviceId: found.serviceId })
}

function schemaExists(scope: Scope, query: URLSearchParams) {
  const serviceId = query.get('serviceId') ?? ''
  const schemaId = query.get('schemaId') ?? ''
  const [schema] = search(scope, (view) => one(view.schemas.get(`${serviceId}/${schemaId}`)))
  if (!schema) throw noSchema()
  return json({ serviceId, schemaId }, { 'X-Schema-Summary': schema.summary })
}
