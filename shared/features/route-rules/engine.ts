import { compareVersions } from '../../mesh/version.ts'
import type { Match } from '../../mesh/match.ts'
import { type RoutedCall, type Semantics, matchTakes } from '../../mesh/matching.ts'

/** What the engine reads of a route, observed or drafted. */
export interface RoutableRoute {
  name?: string | undefined
  match: Match
  destinations: { labels: Record<string, string>; weight: number }[]
  remainder?: number | undefined
  precedence?: number | undefined
  effect?: 'never' | 'unknown' | undefined
  fallback?: { labels: Record<string, string>; weight: number }[] | undefined
  emptyProtection?: boolean | undefined
}

/** A part (0–1) of the calls and the labels of who gets it; `others`: the instances that no destination of the route names. */
export interface Share {
  labels: Record<string, string>
  share: number
  others?: true
}

/**
 * Where a call goes. `none`: no route takes it, so the mesh's own default holds; `dropped`: the data plane answers nothing;
 * `unknown`: a route above says more than the model does. `route` counts from 0.
 */
export type Routing =
  | { outcome: 'routed'; route: number; shares: Share[] }
  | { outcome: 'dropped'; route: number }
  | { outcome: 'unknown'; route: number }
  | { outcome: 'none' }

/** The label set that means "the newest version". */
const newest = { version: 'latest' }

/** Decides a call: the first route that takes it, in order. Pure, in time linear in rule and call. */
export function routeOf(rule: { routes: readonly RoutableRoute[] }, call: RoutedCall, semantics: Semantics): Routing {
  for (const [index, route] of rule.routes.entries()) {
    if (route.effect === 'never') continue
    if (route.effect === 'unknown') return { outcome: 'unknown', route: index }
    const taken = matchTakes(route.match, call, semantics)
    if (taken === 'dropped') return { outcome: 'dropped', route: index }
    if (taken) return settle(rule.routes, index, semantics)
  }
  return { outcome: 'none' }
}

function settle(routes: readonly RoutableRoute[], index: number, semantics: Semantics): Routing {
  const route = routes[index]
  if (!route || (route.destinations.length === 0 && semantics.badPatternDrops))
    return { outcome: 'dropped', route: index }
  const deciding = semantics.equalPrecedenceShares ? (firstOfEqual(routes, route) ?? route) : route
  return { outcome: 'routed', route: index, shares: sharesOf(deciding, semantics) }
}

/** The weighted choice is kept by precedence, so of equal ones the first that is used decides for all. */
const firstOfEqual = (routes: readonly RoutableRoute[], route: RoutableRoute): RoutableRoute | undefined =>
  route.precedence === undefined ? undefined : routes.find(({ precedence }) => precedence === route.precedence)

/**
 * The destinations' shares, and what is missing from 100 as the newest version's. Where there is no newest version this is for the
 * instances that are not named, whether it is unsaid or drafted as the newest version's.
 */
export function sharesOf(route: RoutableRoute, { reserves }: Semantics): Share[] {
  const asked = route.destinations.filter(({ weight }) => weight > 0)
  const total = asked.reduce((sum, { weight }) => sum + weight, 0)
  const remainder = route.remainder ?? 0
  const all = remainder > 0 ? [...asked, { labels: newest, weight: remainder }] : asked
  return all.map(({ labels, weight }) => ({
    labels,
    share: weight / (total + remainder),
    ...(reserves && isNewest(labels) ? { others: true as const } : {}),
  }))
}

/** Whether labels mean the newest version, whichever that is. */
export const isNewest = (labels: Readonly<Record<string, string>>): boolean =>
  labels['version'] === newest.version && Object.keys(labels).length === 1

/** Header names that a rule reads, lower case: a call that does not carry their record cannot be decided. */
export function headersRead(rule: { routes: readonly { match: Match }[] }): Set<string> {
  const conditions = rule.routes.flatMap(({ match }) => match.any.flatMap(({ all }) => all))
  return new Set(conditions.filter(({ field }) => field === 'header').map(({ name }) => name.toLowerCase()))
}

/** What can be chosen as a destination. */
export interface Candidate {
  version: string
  ready: boolean
  labels: Readonly<Record<string, string>>
}

/** The version that gets everything where nothing is said: the newest with an instance that takes calls. */
export const newestVersion = (candidates: readonly Candidate[]): string | undefined =>
  candidates
    .filter(({ ready }) => ready)
    .map(({ version }) => version)
    .toSorted(compareVersions)
    .at(-1)

/** The ready instances that a destination's labels choose. */
export function chosenBy<Of extends Candidate>(
  labels: Readonly<Record<string, string>>,
  candidates: readonly Of[],
  semantics: Semantics,
): Of[] {
  const { version = semantics.versionlessIsNewest ? 'latest' : undefined, ...others } = labels
  const wanted = version === 'latest' ? newestVersion(candidates) : version
  return candidates.filter(
    (candidate) =>
      candidate.ready &&
      (version === undefined || candidate.version === wanted) &&
      Object.entries(others).every(([name, value]) => candidate.labels[name] === value),
  )
}

/**
 * Who takes the calls of a route whose destination has no instance, by parts (0–1): the fallback by its weights, and in the place of whom it
 * does not find those that no destination names, where the weights leave something over, else everybody. Nobody where the data plane has
 * no such thing or the route forbids it.
 */
export function reserveOf<Of extends Candidate>(
  route: RoutableRoute,
  candidates: readonly Of[],
  semantics: Semantics,
): { instances: Of[]; share: number }[] {
  const nobody: Of[] = []
  if (!semantics.reserves) return [{ instances: nobody, share: 1 }]
  const everybody = route.emptyProtection === false ? nobody : candidates.filter(({ ready }) => ready)
  const leftOver = sharesOf(route, semantics).some(({ others }) => others)
    ? unnamedBy(route, candidates, semantics)
    : []
  const last = leftOver.length > 0 ? leftOver : everybody
  const fallback = route.fallback ?? []
  const unsaid = Math.max(0, 100 - fallback.reduce((sum, { weight }) => sum + weight, 0))
  const named = sharesOf({ match: route.match, destinations: fallback, remainder: unsaid }, semantics)
  return named.map(({ labels, share, others }) => {
    const instances = others ? [] : chosenBy(labels, candidates, semantics)
    return { instances: instances.length > 0 ? instances : last, share }
  })
}

/** The ready instances that no destination of a route names. */
function unnamedBy<Of extends Candidate>(
  { destinations }: RoutableRoute,
  candidates: readonly Of[],
  semantics: Semantics,
): Of[] {
  const said = destinations.filter(({ labels }) => !isNewest(labels))
  const named = new Set(said.flatMap(({ labels }) => chosenBy(labels, candidates, semantics)))
  return candidates.filter((candidate) => candidate.ready && !named.has(candidate))
}
