import { notImplemented, text } from '../http/answer.ts'
import { route, type Route } from '../http/router.ts'
import { instanceJson, json, list } from './answers.ts'
import { DEFAULT_DOMAIN, isRegistryItself, storeOf, type RegistryContext } from './context.ts'
import type { Microservice } from './model.ts'

export const SERVICE_CENTER_VERSION = '2.2.0'

/**
 * Version, health, metrics, and what the sandbox leaves out.
 * Source: Service Center, server/rest/controller/v4/main_controller.go, server/metrics/meta.go.
 */
export function adminRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', '/v4/:project/registry/version', () => json(versionOf('4.0.0'))),
    route('GET', '/version', () => json(versionOf('3.0.0'))),
    route('GET', '/v4/:project/registry/health', () => json(nodes(context))),
    route('GET', '/health', () => json(nodes(context))),
    route('GET', '/metrics', () => text(200, metrics(context))),

    route('GET', '/v4/:project/admin/dump', () => notImplemented('The sandbox does not dump the cache.')),
    route('GET', '/v4/:project/admin/clusters', () => notImplemented('The sandbox is one node without clusters.')),
    route('GET', '/v4/:project/admin/alarms', () => notImplemented('The sandbox raises no alarms.')),
    route('GET', '/v4/:project/registry/microservices/:serviceId/watcher', () =>
      notImplemented('The sandbox has no watcher: read /v4/{project}/govern/microservices again.'),
    ),
    ...(['GET', 'POST', 'PUT', 'DELETE'] as const).flatMap((method) => [
      route(method, '/v1/:project/gov/*', () =>
        notImplemented('The sandbox has no governance-policy API: write the documents to Kie.'),
      ),
      route(method, '/registry/v3/*', () => notImplemented('The sandbox speaks version 4 of the API alone.')),
    ]),
  ]
}

function versionOf(apiVersion: string) {
  const { platform: os, arch } = process
  return { version: SERVICE_CENTER_VERSION, buildTag: 'sandbox', goVersion: 'none', os, arch, apiVersion }
}

/** The nodes of Service Center itself. */
function nodes(context: RegistryContext) {
  const { services, instances } = storeOf(context, DEFAULT_DOMAIN, 'default').stored
  const own = services.values().find(isRegistryItself)
  return list(
    'instances',
    [...instances.values()].filter(({ serviceId }) => serviceId === own?.serviceId).map(instanceJson),
  )
}

function metrics(context: RegistryContext): string {
  const lines = [...context.registries].flatMap(([key, store]) => {
    const [domain = '', project = ''] = key.split('/')
    const { services, instances } = store.stored
    return [
      ...byFramework([...services.values()]).map(
        ([{ name, version }, count]) =>
          `service_center_db_service_total${labels({ domain, framework: name, frameworkVersion: version, project })} ${count}`,
      ),
      `service_center_db_instance_total${labels({ domain, project })} ${instances.size}`,
    ]
  })
  return `${lines.join('\n')}\n`
}

function byFramework(services: Microservice[]): [{ name: string; version: string }, number][] {
  const groups = Map.groupBy(services, ({ framework }) => `${framework?.name ?? ''}\n${framework?.version ?? ''}`)
  return [...groups.values()].map((group) => [group[0]?.framework ?? { name: '', version: '' }, group.length])
}

function labels(of: Record<string, string>): string {
  const pairs = Object.entries(of).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `{${pairs.join()}}`
}
