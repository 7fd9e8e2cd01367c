import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { ObservedShare } from '#shared/features/changes/model.ts'
import { routeOf } from '#shared/features/route-rules/engine.ts'
import { type Semantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { Route, RouteRule } from '#shared/features/route-rules/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { asRouted, routedCalls } from './routed-calls.ts'

/** Calls that a route must have had before its shares say anything. */
const minimumCalls = 50

/**
 * Holds each destination's asked weight against its share of the calls since the rule is live. The calls are put to their routes by
 * calculation, so this shows what the proxies did with them, not what they say. Of many calls the newest are looked at.
 */
export async function observeShares(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  { routes }: RouteRule,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const window = { from: since, to: instantOf(Date.now() + 1) }
  const calls = await routedCalls(mesh, ref, window, signal)
  const semanticsOf = semanticsByCaller(mesh)
  const byRoute = Map.groupBy(calls, (call) => {
    const routing = routeOf({ routes }, asRouted(call), semanticsOf(call))
    return routing.outcome === 'routed' ? routing.route : -1
  })
  const judged = routes.map((route, index) => judgeRoute(nameOf(route, index), route, byRoute.get(index) ?? []))
  const why = calls.length === 0 ? { code: 'proof-no-calls', params: {} } : judged.find((one) => one.why)?.why
  return { shares: judged.flatMap((one) => one.shares), ...(why ? { why } : {}) }
}

/** How the proxy of a call's caller decides calls, asked once for each caller. */
function semanticsByCaller(mesh: ConnectedMesh): (call: CallRecord) => Semantics {
  const target = mesh.target('route-rules')
  const known = new Map<string, Semantics>()
  return ({ caller }) => {
    if (caller?.namespace === undefined) return modelSemantics
    const { namespace, service, version } = caller
    const key = [namespace, service, version].join(' ')
    const semantics = known.get(key) ?? target?.semanticsOf?.({ namespace, service, version }) ?? modelSemantics
    known.set(key, semantics)
    return semantics
  }
}

/** What to call a route in a sentence: its name, else its place. */
const nameOf = (route: Route, index: number): string => route.name || `#${index + 1}`

function judgeRoute(name: string, route: Route, calls: readonly CallRecord[]): Evidence {
  const blind = unreadable(route)
  if (blind !== undefined)
    return { shares: [], why: { code: 'proof-not-measurable', params: { route: name, what: blind } } }

  const answered = calls.filter((call) => call.callee.version !== undefined)
  const shares = route.destinations.map(({ labels, weight }): ObservedShare => {
    const own = answered.filter((call) => call.callee.version === labels['version']).length
    return {
      route: name,
      destination: labels['version'] ?? '',
      asked: weight / 100,
      observed: answered.length === 0 ? 0 : own / answered.length,
      calls: answered.length,
    }
  })
  if (answered.length < minimumCalls) {
    return { shares, why: { code: 'proof-few-calls', params: { route: name, count: answered.length } } }
  }
  if (shares.every(agrees)) return { shares }
  return { shares, why: { code: 'proof-shares-differ', params: { route: name } } }
}

/** What a record does not tell of this route's calls; undefined when it tells enough. */
function unreadable({ match, destinations }: Route): string | undefined {
  const conditions = match.any.flatMap(({ all }) => all)
  const label = conditions.find(({ field }) => field === 'caller-label')
  if (label) return label.name
  const chosen = destinations.flatMap(({ labels }) => Object.keys(labels))
  const other = chosen.find((name) => name !== 'version')
  return other ?? (destinations.some(({ labels }) => labels['version'] === 'latest') ? 'latest' : undefined)
}

/** Whether an observed share lies within chance of the asked one: 3.3 standard errors, at least two points of a hundred. */
const agrees = ({ asked, observed, calls }: ObservedShare): boolean =>
  Math.abs(observed - asked) <= Math.max(0.02, 3.3 * Math.sqrt((asked * (1 - asked)) / calls))
