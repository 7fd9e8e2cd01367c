import type { Discovery, Provider } from './discovery.ts'
import type { Routing } from './routing.ts'
import { routeTable, type RouteTable } from './route-table.ts'
import { byVersion } from './version-order.ts'

type Tags = Readonly<Record<string, string>>

/**
 * As Mesher does it: instances that have all tags of the chosen route, of the newest version unless a tag says otherwise.
 * @param end called when Mesher's process would end, with the reason.
 */
export function mesherRouting(ownApp: string, known: Discovery, end: (reason: string) => void): Routing {
  const routes = routeTable(end)
  return { ...routes, candidates: candidatesBy(ownApp, routes, known) }
}

function candidatesBy(ownApp: string, routes: Pick<RouteTable, 'choose'>, known: Discovery): Routing['candidates'] {
  return async (service, { headers }) => {
    const tags = routes.choose(service, headers)
    const { app = ownApp, version = 'latest', ...properties } = tags ?? {}
    const providers = await known.providers(app, service)
    const wanted = version === 'latest' ? newest(providers) : version
    return {
      providers: providers.filter((provider) => provider.version === wanted && has(provider, properties)),
      key: `${service}(${labelOf({ version, ...properties })})`,
      rule: tags ? { app, version: wanted ?? version } : { app: '', version: '' },
    }
  }
}

const labelOf = (tags: Tags): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}:${value}`)
    .toSorted()
    .join('|')

/** Whether the instance has all these properties; those of its service are not looked at. */
export const has = (provider: Provider, properties: Tags): boolean =>
  Object.entries(properties).every(([key, value]) => provider.properties[key] === value)

function newest(providers: readonly Provider[]): string | undefined {
  return providers
    .map(({ version }) => version)
    .toSorted(byVersion)
    .at(-1)
}
