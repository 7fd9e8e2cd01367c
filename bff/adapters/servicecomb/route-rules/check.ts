import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { headersRead, newestVersion, routeOf } from '#shared/features/route-rules/engine.ts'
import { type RoutedCall, mesherSemantics } from '#shared/mesh/matching.ts'
import { type ObservedRouteRule, RouteRule } from '#shared/features/route-rules/model.ts'
import { matchesAll, nameOf } from '#shared/mesh/match.ts'
import { sameMatch } from '#shared/features/route-rules/same-rule.ts'
import type { NativeDocument, Policy, PolicyEdit } from '#shared/mesh/policy.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import type { Subject } from '../kie-target.ts'
import { largestValue, mostLabels } from '../kie.ts'
import { planeFor, readersOf } from '../readers.ts'
import { checkConditions, checkReserve } from './check-conditions.ts'
import { candidatesOf, checkDestinations } from './check-destinations.ts'
import { draftOf } from './draft.ts'
import { isV1Name, routeRuleKeyV1 } from './policies.ts'
import { callerOf, scopeOf } from '../scopes.ts'

/** A sample of what was called lately, and how many calls a second it stands for. */
export interface Sample {
  calls: RoutedCall[]
  perSecond: number
}

/** The latest calls to a service from the readers of a scope; undefined where nobody knows. */
export type RecentCalls = (service: ServiceRef, scope: string, signal?: AbortSignal) => Promise<Sample | undefined>

/** What the mesh's traps say of an edit of a route rule. */
export async function checkRouteRule(
  subject: Subject<ObservedRouteRule>,
  { recentCalls }: { recentCalls: RecentCalls },
  signal?: AbortSignal,
): Promise<Finding[]> {
  const { edit, before, after, snapshot } = subject
  const scope = checkScope(edit)
  if (scope.length > 0) return scope
  const service = { mesh: edit.ref.mesh, namespace: edit.ref.namespace, name: edit.ref.service }
  const sample = () => recentCalls(service, edit.ref.name, signal)
  const newest = newestVersion(candidatesOf(service, {}, snapshot))
  if (edit.spec === null || !edit.enabled) return await checkAbsence(newest, sample)

  const strict = parseWith(RouteRule, draftOf(edit.spec))
  if (!strict.ok) return strict.findings
  if (after === 'not-editable') return [{ code: 'rule-not-editable', severity: 'error', params: {} }]
  const documents = typeof after === 'string' ? [] : after
  const rule = strict.value

  const readers = readersOf(snapshot, edit.ref.namespace, edit.ref.name)
  const planes = new Set(documents.map(({ labels }) => planeFor(scopeOf(labels).dialect ?? 'go', readers)))
  const known = before?.spec.routes ?? []
  const findings = rule.routes.flatMap((route, index) => [
    // What stands there already and is not touched is no fault of this edit.
    ...(known.some(({ match }) => sameMatch(match, route.match))
      ? []
      : checkConditions(route, `routes.${index}`, [...planes])),
    ...checkReserve(route, `routes.${index}`, [...planes]),
    ...checkDestinations(route, `routes.${index}`, service, snapshot, [...planes]),
  ])
  return [
    ...findings,
    ...checkOrder(rule),
    ...(await checkCatchAll(rule, newest, sample)),
    ...checkVersions(rule, newest),
    ...checkService(service, snapshot),
    ...checkDocuments(documents, before),
    ...(before?.findings.filter(({ code }) => lasting.has(code)) ??
      snapshot.findings.filter(({ params }) => params['service'] === service.name)),
  ]
}

/** What an edit does not mend. */
const lasting = new Set([
  'v1-rule-present',
  'same-name-in-two-apps',
  'version-uncovered',
  'dialect-uncovered',
  'labels-unread',
  'no-readers',
])

function checkScope({ ref }: PolicyEdit): Finding[] {
  if (isV1Name(ref.name)) {
    return [{ code: 'rule-read-only', severity: 'error', params: { key: routeRuleKeyV1(ref.service) } }]
  }
  if (ref.name === 'app' || callerOf(ref.name)) return []
  return [{ code: 'scope-unread', severity: 'error', params: { name: ref.name } }]
}

async function checkAbsence(newest: string | undefined, sample: () => Promise<Sample | undefined>): Promise<Finding[]> {
  const perSecond = (await sample())?.perSecond ?? 0
  if (newest === undefined || perSecond === 0) return []
  return [{ code: 'without-rule-rate', severity: 'warning', params: { rate: rounded(perSecond), version: newest } }]
}

async function checkCatchAll(
  rule: RouteRule,
  newest: string | undefined,
  sample: () => Promise<Sample | undefined>,
): Promise<Finding[]> {
  if (rule.routes.some(({ match }) => matchesAll(match)) || newest === undefined) return []
  const found = await sample()
  const reads = [...headersRead(rule)]
  // A header that no call carries may simply not be recorded; then nothing is guessed.
  const decidable = found && reads.every((name) => found.calls.some(({ headers }) => headers[name] !== undefined))
  if (!found || !decidable) return [{ code: 'no-catch-all', severity: 'warning', params: { version: newest } }]
  const rest = found.calls.filter((call) => routeOf(rule, call, mesherSemantics).outcome === 'none')
  const rate = rounded((found.perSecond * rest.length) / found.calls.length)
  return [{ code: 'no-catch-all-rate', severity: 'warning', params: { rate, version: newest } }]
}

/** Two digits below ten a second, whole numbers above. */
const rounded = (rate: number): number => (rate < 10 ? Math.round(rate * 100) / 100 : Math.round(rate))

function checkOrder({ routes }: RouteRule): Finding[] {
  return routes.flatMap((route, index): Finding[] => {
    const above = routes.slice(0, index)
    const all = above.find(({ match }) => matchesAll(match))
    const twin = above.find(({ match }) => sameMatch(match, route.match))
    if (!all && !twin) return []
    const blocking = all ?? twin
    return [
      {
        code: all ? 'route-unreachable' : 'route-repeated',
        severity: 'warning',
        params: { route: blocking?.name || nameOf(blocking?.match ?? { any: [] }) },
        field: `routes.${index}`,
      },
    ]
  })
}

/** A version that came after the rule was drafted, as happens when somebody registers the next one. */
function checkVersions({ routes }: RouteRule, newest: string | undefined): Finding[] {
  const versions = routes.flatMap(({ destinations }) => destinations.map(({ labels }) => labels['version'] ?? 'latest'))
  if (newest === undefined || versions.includes('latest')) return []
  return versions.every((version) => compareVersions(version, newest) < 0)
    ? [{ code: 'newer-version-left-out', severity: 'note', params: { version: newest } }]
    : []
}

function checkService(service: ServiceRef, snapshot: RegistrySnapshot): Finding[] {
  const registered = snapshot.services.some(
    ({ namespace, name }) => namespace === service.namespace && name === service.name,
  )
  return [
    ...(registered
      ? []
      : [{ code: 'service-not-registered' as const, severity: 'warning' as const, params: { service: service.name } }]),
    ...(service.name.includes('.')
      ? [{ code: 'name-with-dots' as const, severity: 'note' as const, params: { service: service.name } }]
      : []),
  ]
}

function checkDocuments(documents: NativeDocument[], before: Policy | undefined): Finding[] {
  const findings: Finding[] = []
  for (const { text, labels } of documents) {
    const bytes = new TextEncoder().encode(text).byteLength
    if (bytes > largestValue) {
      findings.push({ code: 'value-over-limit', severity: 'error', params: { bytes, limit: largestValue } })
    }
    if (Object.keys(labels).length > mostLabels) {
      findings.push({ code: 'too-many-labels', severity: 'error', params: { limit: mostLabels } })
    }
  }
  if (documents.length === 0) findings.push({ code: 'scope-unread', severity: 'error', params: { name: '' } })
  if (before?.understood === 'not') findings.push({ code: 'rule-replaced', severity: 'warning', params: {} })
  return findings
}
