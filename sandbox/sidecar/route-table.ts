import { Dropped } from './listener.ts'
import { InvalidPattern } from './pattern.ts'
import { ruleMatches, type CallHeaders } from './route-match.ts'
import { OverweightRule, parseRouteRules, UnparsableRule, type RouteRule } from './route-rule.ts'
import { parseV1Rule } from './v1-rule.ts'
import { weightPool, type WeightPool } from './weight-pool.ts'

/** Where rules of either form stand; the deprecated one is read first and overwritten. */
const forms = [
  { prefix: 'servicecomb.darklaunch.policy.', parse: parseV1Rule },
  { prefix: 'servicecomb.routeRule.', parse: parseRouteRules },
]

/** The route rules that one Mesher has in force. */
export interface RouteTable {
  /** The rules of a called service, as written; undefined when it has none. */
  rules(service: string): readonly RouteRule[] | undefined
  /**
   * The tags that a call goes to; undefined when no rule takes it.
   * @throws Dropped where Mesher panics: invalid pattern, no destination.
   */
  choose(service: string, headers: CallHeaders): Record<string, string> | undefined
  /** Headers that any rule reads, lower case. */
  headersRead(): ReadonlySet<string>
  /** Everything that the configuration holds when the process starts. */
  load(values: ReadonlyMap<string, string>): void
  /** One key changed in the running process; undefined when it was removed. */
  change(key: string, value: string | undefined): void
}

/** @param end called when Mesher's process would end, with the reason. */
export function routeTable(end: (reason: string) => void): RouteTable {
  const table = new Map<string, RouteRule[]>()
  const pools = new Map<string, WeightPool>()
  let read: Set<string> | undefined
  let parsedAtStart = true

  function pick(service: string, rule: RouteRule): Record<string, string> {
    const [first] = rule.route
    if (!first) throw new Dropped('a rule without destinations')
    if (first.weight === 100) return first.tags
    // Rules of equal precedence share one pool: the first that is used fills it.
    const key = `${service}.${rule.precedence}`
    const pool = pools.get(key) ?? weightPool(rule.route)
    pools.set(key, pool)
    return pool.pick().tags
  }

  function set(service: string, rules: RouteRule[] | undefined): void {
    if (rules) table.set(service, rules)
    else table.delete(service)
    for (const key of pools.keys()) if (key.startsWith(`${service}.`)) pools.delete(key)
    read = undefined
  }

  return {
    rules: (service) => table.get(service),
    choose(service, headers) {
      const rules = table.get(service) ?? []
      try {
        const rule = rules.toSorted((a, b) => b.precedence - a.precedence).find((each) => ruleMatches(each, headers))
        return rule && pick(service, rule)
      } catch (error) {
        throw error instanceof InvalidPattern ? new Dropped(`invalid pattern ${error.message}`) : error
      }
    },
    headersRead: () => (read ??= headersOf(table.values())),
    load(values) {
      try {
        const loaded = forms.flatMap(({ prefix, parse }) =>
          [...values]
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), withinLimit(parse(value))] as const),
        )
        for (const [service, rules] of loaded) set(service, rules)
      } catch (error) {
        // One bad rule of any service makes the loader discard all of them (servicecomb.md 3.3).
        parsedAtStart = !(error instanceof UnparsableRule)
      }
    },
    change(key, value) {
      const form = forms.find(({ prefix }) => key.startsWith(prefix))
      if (!form) return
      if (!parsedAtStart) return end('a route rule changed after a start with an unparsable one')
      try {
        set(key.slice(form.prefix.length), value === undefined ? undefined : withinLimit(form.parse(value)))
      } catch (error) {
        // Logged and ignored by Mesher: the old rule stays.
        if (!(error instanceof UnparsableRule) && !(error instanceof OverweightRule)) throw error
      }
    },
  }
}

/** @throws OverweightRule */
function withinLimit(rules: RouteRule[]): RouteRule[] {
  for (const { route } of rules) {
    if (route.reduce((sum, { weight }) => sum + weight, 0) > 100) throw new OverweightRule('weights over 100')
  }
  return rules
}

function headersOf(rules: Iterable<readonly RouteRule[]>): Set<string> {
  const names = new Set<string>()
  for (const { match } of [...rules].flat()) {
    for (const name of Object.keys({ ...match.headers, ...match.httpHeaders })) names.add(name.toLowerCase())
  }
  return names
}
