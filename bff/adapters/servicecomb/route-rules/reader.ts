import type { Finding } from '#shared/contract/problem.ts'
import { patternFault } from '#shared/mesh/pattern.ts'
import type { ObservedRoute, ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { type Condition, type Match, nameOf } from '#shared/mesh/match.ts'
import { operatorOf } from '../condition-words.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { canonicalHeader } from '../header-name.ts'
import { type NativeHeader, type NativeRule, type NativeRules, readNative } from './native.ts'

/** A document of route rules in our words, with what is odd about it. */
export interface ReadRule {
  rule: ObservedRouteRule
  understood: 'whole' | 'partly' | 'not'
  findings: Finding[]
  native: NativeRules
  /** The native rules in the order of `rule.routes`. */
  order: NativeRule[]
}

/** Reads a document as one data plane does: highest precedence first, equal ones as they stand. */
export function readRouteRule(text: string, plane: DataPlane): ReadRule {
  const native = readNative(text)
  if (native.fault !== undefined) {
    const unreadable: Finding = {
      code: 'rule-unreadable',
      severity: 'error',
      params: {},
      source: native.fault.slice(0, 500),
    }
    return { rule: { routes: [] }, understood: 'not', findings: [unreadable], native, order: [] }
  }
  const order = native.rules.toSorted((one, other) => other.precedence - one.precedence)
  const read = order.map((each, index) => readRoute(each, `routes.${index}`, plane))
  const findings = [...read.flatMap((each) => each.findings), ...sharedPrecedences(order)]
  const whole = read.every(({ understood }) => understood)
  return {
    rule: { routes: read.map(({ route }) => route) },
    understood: whole ? 'whole' : 'partly',
    findings,
    native,
    order,
  }
}

interface ReadRoute {
  route: ObservedRoute
  understood: boolean
  findings: Finding[]
}

function readRoute(native: NativeRule, field: string, plane: DataPlane): ReadRoute {
  const findings: Finding[] = []
  const found = (code: Finding['code'], severity: Finding['severity'], params: Finding['params'] = {}) =>
    findings.push({ code, severity, params, field })

  const read = readConditions(native, plane, found)
  // It is the called service there: a rule cannot ask for the caller (servicecomb.md 3.3).
  const ofCalled = dialectOf(plane) === 'java' && native.texts['serviceName'] !== undefined
  const conditions = ofCalled ? read.conditions.filter(({ field: one }) => one !== 'caller') : read.conditions
  const [never, unknown] = [read.never, read.unknown || ofCalled]
  const match = { any: conditions.length > 0 ? [{ all: conditions }] : [] }
  const total = native.destinations.reduce((sum, { weight }) => sum + weight, 0)
  const remainder = native.destinations.length > 0 ? Math.max(0, 100 - total) : 0
  if (native.destinations.length === 0) found('route-without-destinations', 'error')
  if (total > 100) found('weights-over-100', 'error', { total })
  if (remainder > 0)
    found(plane === 'java-chassis-3' ? 'weights-below-100-others' : 'weights-below-100', 'note', { remainder })
  if (native.badNumber) found('number-quoted', 'error')
  const unread = [
    ...native.unknown,
    ...(plane === 'java-chassis-3' ? [] : ofJava3(native)),
    ...(ofCalled ? ['match.serviceName'] : []),
  ]
  if (unread.length > 0) found('fields-kept', 'note', { fields: unread.join(', ') })

  const route: ObservedRoute = {
    name: nameIn(match, never ? 'never' : unknown ? unsaid(native) : ''),
    match,
    destinations: native.destinations.map(({ tags, weight }) => ({ labels: tags, weight })),
    remainder,
    precedence: native.precedence,
    ...(plane === 'java-chassis-3' ? reserveOf(native) : {}),
    ...(never ? { effect: 'never' } : unknown ? { effect: 'unknown' } : {}),
  }
  return { route, findings, understood: unread.length === 0 && route.effect === undefined }
}

/** What java-chassis 3 does when the destinations have no instance (servicecomb.md 3.3). */
const reserveOf = ({ fallback, emptyProtection }: NativeRule): Pick<ObservedRoute, 'fallback' | 'emptyProtection'> => ({
  ...(fallback && { fallback: fallback.map(({ tags, weight }) => ({ labels: tags, weight })) }),
  ...(emptyProtection === undefined ? {} : { emptyProtection }),
})

/** Fields that no other data plane reads. */
const ofJava3 = ({ fallback, emptyProtection }: NativeRule): string[] => [
  ...(fallback ? ['fallback'] : []),
  ...(emptyProtection === undefined ? [] : ['emptyProtection']),
]

/** A route that does something else than the model says is told by its name from those that do. */
const nameIn = (match: Match, beside: string): string =>
  beside === '' ? nameOf(match) : `${nameOf(match).slice(0, 40)} + ${beside}`.slice(0, 80)

const unsaid = ({ unknown, texts }: NativeRule): string =>
  [...(texts['refer'] ? [`refer ${texts['refer']}`] : []), ...unknown].join(', ') || '?'

type Found = (code: Finding['code'], severity: Finding['severity'], params?: Finding['params']) => void

/** What matchers say to a data plane; `never` and `unknown` as a route's effect. */
export function readConditions(
  native: NativeRule,
  plane: DataPlane,
  found: Found,
): { conditions: Condition[]; never: boolean; unknown: boolean } {
  const conditions: Condition[] = []
  let never = false
  // What a data plane does with a field of the match that nobody documents is not known; Go leaves it out.
  let unknown = dialectOf(plane) === 'java' && native.unknown.some((path) => path.startsWith('match.'))

  for (const header of native.headers) {
    const field = header.section === 'queries' ? 'query' : 'header'
    if (dialectOf(plane) === 'go') {
      if (field === 'query') {
        unknown = true
        found('operator-unknown', 'warning', { operator: 'queries', name: header.name })
        continue
      }
      if (header.name !== canonicalHeader(header.name)) {
        never = true
        found('header-never-matches', 'warning', { name: header.name, canonical: canonicalHeader(header.name) })
      }
    }
    for (const operator of header.operators) {
      const said = operatorOf(operator, plane)
      if (!said) {
        if (dialectOf(plane) === 'go') never = true
        else unknown = true
        found('operator-unknown', 'warning', { operator: operator.key, name: header.name })
        continue
      }
      const condition = { field, name: headerNameOf(header), ...said, ignoreCase: ignoresCase(header, plane) } as const
      conditions.push(condition)
      if (condition.operator === 'matches') noteFault(condition, found)
    }
  }

  const { refer, source, serviceName } = native.texts
  if (refer) {
    unknown = true
    found('match-group-referred', plane === 'mesher' ? 'error' : 'warning', { group: refer })
  }
  const caller = dialectOf(plane) === 'go' ? source : serviceName
  if (caller) {
    conditions.push({ field: 'caller', name: '', operator: 'is', value: caller, ignoreCase: false })
    if (plane === 'mesher') {
      never = true
      found('caller-never-matches', 'warning', { caller })
    }
  }
  for (const [name, value] of Object.entries(native.sourceTags)) {
    conditions.push({ field: 'caller-label', name, operator: 'is', value, ignoreCase: false })
  }
  // Without source and headers Go looks at no tag of the source: the route takes every call (servicecomb.md 3.3).
  if (Object.keys(native.sourceTags).length > 0 && !source && native.headers.length === 0) {
    found('caller-labels-ignored', 'warning')
    conditions.length = 0
    native.unknown.push('match.sourceTags')
  }
  readJavaMatch(native, plane, conditions)
  return { conditions, never, unknown }
}

function readJavaMatch(native: NativeRule, plane: DataPlane, conditions: Condition[]): void {
  if (dialectOf(plane) === 'go') return
  for (const operator of native.path) {
    const said = operatorOf(operator, plane)
    if (said) conditions.push({ field: 'path', name: '', ...said, ignoreCase: false })
  }
  const [method, ...others] = native.methods
  if (method !== undefined) {
    const operator = others.length > 0 ? 'one-of' : 'is'
    conditions.push({ field: 'method', name: '', operator, value: native.methods.join(','), ignoreCase: false })
  }
}

const headerNameOf = ({ section, name }: NativeHeader): string => (section === 'queries' ? name : name.toLowerCase())

function ignoresCase({ ignoreCase }: NativeHeader, plane: DataPlane): boolean {
  // java-chassis 2 ignores the case unless told otherwise (servicecomb.md 3.3).
  return plane === 'java-chassis-2' ? ignoreCase !== 'false' : ignoreCase === 'true'
}

/** Mesher upper-cases a pattern whose case does not matter, so that text is what must be readable. */
export const patternAsCompared = ({ value, ignoreCase }: Pick<Condition, 'value' | 'ignoreCase'>): string =>
  ignoreCase ? value.toUpperCase() : value

function noteFault(condition: Condition, found: Found): void {
  if (patternFault(patternAsCompared(condition))) {
    found('pattern-drops-calls', 'error', { name: condition.name, pattern: condition.value })
  }
}

function sharedPrecedences(order: NativeRule[]): Finding[] {
  return order.flatMap((rule, index) =>
    index > 0 && order[index - 1]?.precedence === rule.precedence
      ? [
          {
            code: 'precedence-shared' as const,
            severity: 'warning' as const,
            params: { precedence: rule.precedence },
            field: `routes.${index}`,
          },
        ]
      : [],
  )
}
