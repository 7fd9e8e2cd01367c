import { compareVersions } from '../../mesh/version.ts'
import { alternativesOf, type Condition, type Match } from './model.ts'
import { patternFault, patternFinds } from './pattern.ts'

/** What a rule can read of a call. Header names are lower case. */
export interface RoutedCall {
  headers: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>> | undefined
  path?: string | undefined
  method?: string | undefined
  caller?: string | undefined
  callerLabels?: Readonly<Record<string, string>> | undefined
}

/** Where data planes differ from the model. */
export interface Semantics {
  /** An absent header is the empty text (Mesher); in the model it fails every condition except `is-not`. */
  absentIsEmpty: boolean
  /** Numbers must be whole. */
  wholeNumbers: boolean
  /** A pattern that cannot be read drops the call instead of not matching. */
  badPatternDrops: boolean
  /** Routes of equal precedence share the weights of the first one that was used. */
  equalPrecedenceShares: boolean
  /** A destination without a version means the newest version, not every version. */
  versionlessIsNewest: boolean
}

export const modelSemantics: Semantics = {
  absentIsEmpty: false,
  wholeNumbers: false,
  badPatternDrops: false,
  equalPrecedenceShares: false,
  versionlessIsNewest: false,
}

/** Mesher 1.8.0 and go-chassis (servicecomb.md 3.3). */
export const mesherSemantics: Semantics = {
  absentIsEmpty: true,
  wholeNumbers: true,
  badPatternDrops: true,
  equalPrecedenceShares: true,
  versionlessIsNewest: true,
}

/** What the engine reads of a route, observed or drafted. */
export interface RoutableRoute {
  match: Match
  destinations: { labels: Record<string, string>; weight: number }[]
  remainder?: number | undefined
  precedence?: number | undefined
  effect?: 'never' | 'unknown' | undefined
}

/** A part (0–1) of the calls and the labels of who gets it. */
export interface Share {
  labels: Record<string, string>
  share: number
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
  return { outcome: 'routed', route: index, shares: sharesOf(deciding) }
}

/** The weighted choice is kept by precedence, so of equal ones the first that is used decides for all. */
const firstOfEqual = (routes: readonly RoutableRoute[], route: RoutableRoute): RoutableRoute | undefined =>
  route.precedence === undefined ? undefined : routes.find(({ precedence }) => precedence === route.precedence)

/** The destinations' shares, what is missing from 100 as the newest version's. */
export function sharesOf(route: RoutableRoute): Share[] {
  const asked = route.destinations.filter(({ weight }) => weight > 0)
  const total = asked.reduce((sum, { weight }) => sum + weight, 0)
  const remainder = route.remainder ?? 0
  const shares = asked.map(({ labels, weight }) => ({ labels, share: weight / (total + remainder) }))
  return remainder > 0 ? [...shares, { labels: newest, share: remainder / (total + remainder) }] : shares
}

function matchTakes(match: Match, call: RoutedCall, semantics: Semantics): boolean | 'dropped' {
  if (match.any.length === 0) return true
  for (const { all } of match.any) {
    const results = all.map((condition) => meets(condition, call, semantics))
    if (semantics.badPatternDrops && results.includes(undefined)) return 'dropped'
    if (results.every((result) => result === true)) return true
  }
  return false
}

/** Whether a call meets a condition; undefined when its pattern cannot be read. */
export function meets(condition: Condition, call: RoutedCall, semantics: Semantics): boolean | undefined {
  const found = valueOf(condition, call)
  const absent = semantics.absentIsEmpty && condition.field === 'header' ? '' : undefined
  const value = found ?? absent
  if (value !== undefined) return compare(condition, value, semantics)
  // A pattern that cannot be read is a fault with or without the header.
  if (condition.operator === 'matches' && patternFault(condition.value)) return undefined
  return condition.operator === 'is-not'
}

function valueOf({ field, name }: Condition, call: RoutedCall): string | undefined {
  switch (field) {
    case 'header':
      return call.headers[name.toLowerCase()]
    case 'query':
      return call.query?.[name]
    case 'path':
      return call.path
    case 'method':
      return call.method
    case 'caller':
      return call.caller
    case 'caller-label':
      return call.callerLabels?.[name]
  }
}

function compare(condition: Condition, found: string, semantics: Semantics): boolean | undefined {
  const fold = (text: string) => (condition.ignoreCase ? text.toUpperCase() : text)
  const value = fold(found)
  const expected = fold(condition.value)
  const numbers = (holds: (one: number, other: number) => boolean) => compareNumbers(value, expected, semantics, holds)
  switch (condition.operator) {
    case 'is':
      return value === expected
    case 'is-not':
      return value !== expected
    case 'starts-with':
      return value.startsWith(expected)
    case 'ends-with':
      return value.endsWith(expected)
    case 'contains':
      return value.includes(expected)
    case 'one-of':
      return alternativesOf(expected).includes(value)
    case 'matches':
      return patternFinds(expected, value)
    case 'present':
      return !semantics.absentIsEmpty || value !== ''
    case 'less':
      return numbers((one, other) => one < other)
    case 'at-least':
      return numbers((one, other) => one >= other)
    case 'greater':
      return numbers((one, other) => one > other)
    case 'at-most':
      return numbers((one, other) => one <= other)
  }
}

const whole = /^[+-]?\d+$/
const decimal = /^[+-]?\d+(\.\d+)?$/

function compareNumbers(
  value: string,
  expected: string,
  { wholeNumbers }: Semantics,
  holds: (one: number, other: number) => boolean,
): boolean {
  const form = wholeNumbers ? whole : decimal
  return form.test(value) && form.test(expected) && holds(Number(value), Number(expected))
}

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
