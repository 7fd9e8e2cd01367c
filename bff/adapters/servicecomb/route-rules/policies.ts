import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { sameRule } from '#shared/features/route-rules/same-rule.ts'
import type { NativeDocument, Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { type Dialect, dialectOf } from '../frameworks.ts'
import { type KieDocument, baseOf, isEnabled, nativeOf } from '../kie.ts'
import { planeFor, planesOf, readerName, readersOf } from '../readers.ts'
import { readRouteRule } from './reader.ts'
import { callerOf, labelsFor, labelsText, scopeOf } from '../scopes.ts'

export type RouteRulePolicy = Policy<ObservedRouteRule>

const prefix = 'servicecomb.routeRule.'
/** The deprecated form, still read by data planes: shown and kept, never written (servicecomb.md 3.3). */
const prefixV1 = 'servicecomb.darklaunch.policy.'

export const routeRuleKey = (service: string): string => prefix + service
export const routeRuleKeyV1 = (service: string): string => prefixV1 + service

/** Names that a rule of the old form gets: its scope behind `v1:`. */
export const isV1Name = (name: string): boolean => name.startsWith('v1:')

const dialectOrder: Record<Dialect, number> = { go: 0, java: 1 }

/** Every route rule among the documents, one policy for each service and scope, sorted. */
export function policiesIn(mesh: string, documents: KieDocument[], registry: RegistrySnapshot): RouteRulePolicy[] {
  const groups = Map.groupBy(
    documents.flatMap((document) => {
      const ref = refOf(mesh, document)
      return ref ? [{ ref, document }] : []
    }),
    ({ ref }) => [ref.namespace, ref.service, ref.name].join('\n'),
  )
  return [...groups.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members
      return first
        ? [
            policyOf(
              first.ref,
              members.map(({ document }) => document),
              documents,
              registry,
            ),
          ]
        : []
    })
}

function refOf(mesh: string, { key, labels }: KieDocument): PolicyRef | undefined {
  const old = key.startsWith(prefixV1)
  const service = old ? key.slice(prefixV1.length) : key.startsWith(prefix) ? key.slice(prefix.length) : ''
  if (service === '') return undefined
  const { namespace, name } = scopeOf(labels)
  return { mesh, namespace, service, kind: 'route-rules', name: old ? `v1:${name}` : name }
}

function policyOf(ref: PolicyRef, own: KieDocument[], all: KieDocument[], registry: RegistrySnapshot): RouteRulePolicy {
  const sorted = own.toSorted(
    (one, other) => rankOf(one) - rankOf(other) || (labelsText(one.labels) < labelsText(other.labels) ? -1 : 1),
  )
  const native = sorted.map(ruleOf)
  const whole = { ref, native, base: baseOf(own), enabled: sorted.some(isEnabled) }
  if (isV1Name(ref.name)) {
    return {
      ...whole,
      spec: { routes: [] },
      understood: 'not',
      findings: [{ code: 'v1-rule', severity: 'note', params: {} }],
    }
  }
  const readers = readersOf(registry, ref.namespace, ref.name)
  const reads = sorted.map((document) => {
    const dialect = scopeOf(document.labels).dialect ?? 'go'
    return {
      document,
      plane: planeFor(dialect, readers),
      read: readRouteRule(document.value, planeFor(dialect, readers)),
    }
  })
  const [shown] = reads
  if (!shown) throw new Error('a policy without documents')
  const findings: Finding[] = [...shown.read.findings]
  if (reads.some(({ read }) => !sameRule(read.rule, shown.read.rule) || read.understood !== shown.read.understood)) {
    findings.push({
      code: 'documents-differ',
      severity: 'warning',
      params: { shown: labelsText(shown.document.labels) },
    })
  }
  if (sorted.some(isEnabled) && !sorted.every(isEnabled)) {
    findings.push({ code: 'status-differs', severity: 'warning', params: {} })
  }
  const understoods = reads.map(({ read }) => read.understood)
  return {
    ...whole,
    spec: shown.read.rule,
    understood: understoods.includes('not')
      ? shown.read.understood
      : understoods.includes('partly')
        ? 'partly'
        : 'whole',
    findings: [...findings, ...coverage(ref, sorted, all, registry), ...namesakes(ref, registry)],
  }
}

const rankOf = ({ labels }: KieDocument): number => {
  const { dialect } = scopeOf(labels)
  return dialect ? dialectOrder[dialect] : 9
}

const ruleOf = (document: KieDocument): NativeDocument =>
  nativeOf(document, document.key.startsWith(prefixV1) ? 'json' : 'yaml')

/** Who should read the rule and does not. */
function coverage(ref: PolicyRef, own: KieDocument[], all: KieDocument[], registry: RegistrySnapshot): Finding[] {
  const findings: Finding[] = []
  const unread = own.filter(({ labels }) => scopeOf(labels).dialect === undefined)
  for (const { labels } of unread) {
    findings.push({ code: 'labels-unread', severity: 'warning', params: { labels: labelsText(labels) || '–' } })
  }
  const readers = readersOf(registry, ref.namespace, ref.name)
  const written = new Set(own.flatMap(({ labels }) => scopeOf(labels).dialect ?? []))
  if (readers.length === 0 && unread.length === 0) findings.push({ code: 'no-readers', severity: 'note', params: {} })
  for (const dialect of new Set(planesOf(readers).map(dialectOf))) {
    if (written.has(dialect) || written.size === 0) continue
    const missing = readers.filter(({ plane }) => plane && dialectOf(plane) === dialect).map(readerName)
    const labels = labelsText(labelsFor(ref.namespace, ref.name, dialect) ?? {})
    findings.push({ code: 'dialect-uncovered', severity: 'note', params: { services: missing.join(', '), labels } })
  }
  const old = all.find(({ key, labels }) => key === routeRuleKeyV1(ref.service) && scopeOf(labels).name === ref.name)
  if (old) findings.push({ code: 'v1-rule-present', severity: 'warning', params: { key: old.key } })
  return [...findings, ...uncoveredVersions(ref, all, registry)]
}

/** Versions of the caller that a rule for one version leaves out. */
function uncoveredVersions(ref: PolicyRef, all: KieDocument[], registry: RegistrySnapshot): Finding[] {
  const caller = callerOf(ref.name)
  if (caller?.version === undefined) return []
  const covered = new Set(
    all
      .filter(({ key }) => key === routeRuleKey(ref.service))
      .map(({ labels }) => scopeOf(labels))
      .filter(({ namespace }) => namespace === ref.namespace)
      .map(({ name }) => name),
  )
  if (covered.has(`caller:${caller.service}`)) return []
  return readersOf(registry, ref.namespace, `caller:${caller.service}`)
    .map(({ version }) => version)
    .filter((version) => !covered.has(`caller:${caller.service}@${version}`))
    .toSorted(compareVersions)
    .map((version) => ({
      code: 'version-uncovered',
      severity: 'warning',
      params: { service: caller.service, version },
    }))
}

const namesakes = (ref: PolicyRef, { findings }: RegistrySnapshot): Finding[] =>
  findings.filter(({ code, params }) => code === 'same-name-in-two-apps' && params['service'] === ref.service)
