import type { Discovery, Provider } from '../discovery.ts'
import { javaMatches } from './match.ts'
import { parseJavaRules, type JavaRoute, type JavaRule } from './java-rule.ts'
import type { Routing } from '../routing.ts'
import { weightPool, type WeightPool } from '../weight-pool.ts'

const prefix = 'servicecomb.routeRule.'
const globalKey = 'servicecomb.globalRouteRule'

/**
 * As java-chassis 3.x does it: without a rule all instances take turns, whatever their version; a rule falls back to its
 * `fallback`, to the instances that it does not name, and at last to all (servicecomb.md 3.3).
 */
export function javaRouting({ app }: { app: string }, known: Discovery): Routing {
  const values = new Map<string, readonly JavaRule[]>()
  const pools = new WeakMap<readonly JavaRoute[], WeightPool>()

  /** Undefined for the share that the weights leave over. */
  function pick(routes: readonly JavaRoute[]): Record<string, string> | undefined {
    const pool =
      pools.get(routes) ??
      weightPool(
        routes.map(({ tags, weight }) => ({ tags: tags ?? {}, weight })),
        {},
      )
    pools.set(routes, pool)
    const { tags } = pool.pick()
    return Object.keys(tags).length > 0 ? tags : undefined
  }

  function narrow(rule: JavaRule, all: readonly Provider[]): readonly Provider[] {
    const tags = pick(rule.route)
    const chosen = tags ? all.filter((provider) => hasTags(provider, tags)) : []
    if (chosen.length > 0) return chosen
    if (rule.fallback && rule.fallback.length > 0) {
      const second = pick(rule.fallback)
      const reserve = second ? all.filter((provider) => hasTags(provider, second)) : []
      if (reserve.length > 0) return reserve
    }
    const unnamed = all.filter((provider) => !named(provider, rule.route))
    if (weightOf(rule.route) < 100 && unnamed.length > 0) return unnamed
    return rule.emptyProtection ? all : []
  }

  function change(key: string, value: string | undefined): void {
    if (key !== globalKey && !key.startsWith(prefix)) return
    if (value === undefined) values.delete(key)
    else values.set(key, parseJavaRules(value))
  }

  return {
    change,
    load(all) {
      for (const [key, value] of all) change(key, value)
    },
    rules: () => undefined,
    headersRead: () => headersOf([...values.values()].flat()),
    async candidates(service, call) {
      const all = await known.providers(app, service)
      const rules = values.get(prefix + service) ?? values.get(globalKey) ?? []
      // The request of a consumer names the called service (GovernanceRequest): no rule can ask for the caller.
      const rule = rules.find(({ match }) => !match || javaMatches(match, call, service))
      const providers = rule ? narrow(rule, all) : all
      const [first] = providers
      const labels = rule && first ? { app: first.app, version: first.version } : { app: '', version: '' }
      return { providers, key: service, rule: labels }
    },
  }
}

const weightOf = (routes: readonly JavaRoute[]): number => routes.reduce((sum, { weight }) => sum + weight, 0)

const named = (provider: Provider, routes: readonly JavaRoute[]): boolean =>
  routes.some(({ tags }) => tags && hasTags(provider, tags))

const hasTags = (provider: Provider, { version, ...properties }: Readonly<Record<string, string>>): boolean =>
  (version === undefined || provider.version === version) &&
  Object.entries(properties).every(([key, value]) => provider.properties[key] === value)

const headersOf = (rules: readonly JavaRule[]): Set<string> =>
  new Set(rules.flatMap(({ match }) => Object.keys(match?.headers ?? {}).map((name) => name.toLowerCase())))
