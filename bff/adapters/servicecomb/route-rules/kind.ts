import { Problem } from '#shared/contract/problem.ts'
import { type ObservedRouteRule, RouteRule } from '#shared/features/route-rules/model.ts'
import { javaSemantics, mesherSemantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { NativeDocument, Policy, PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { yes } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { dialectOf } from '../frameworks.ts'
import type { KieKind, MeshState, Rendered } from '../kie-target.ts'
import { planeFor, planesOf, readersOf } from '../readers.ts'
import type { PolledRegistry } from '../registry.ts'
import { routeRuleCapabilities } from './capabilities.ts'
import { type RecentCalls, checkRouteRule } from './check.ts'
import { asksForUnsaid, draftOf } from './draft.ts'
import { editRouteRule, newRouteRule } from './editor.ts'
import { parseRouteRule } from './parse.ts'
import { isV1Name, policiesIn, routeRuleKey, routeRuleKeyV1 } from './policies.ts'
import { proveRouteRule } from './proof.ts'
import { labelsFor, scopeOf } from '../scopes.ts'

type Rule = ObservedRouteRule

/** Route rules of a ServiceComb mesh: `servicecomb.routeRule.<service>` in Kie. */
export function routeRuleKind(
  declaration: ServiceCombDeclaration,
  registry: PolledRegistry,
  recentCalls: RecentCalls,
): KieKind<Rule> {
  const mesh = declaration.name
  return {
    kind: 'route-rules',
    policiesIn: ({ documents, snapshot }) => policiesIn(mesh, documents, snapshot),
    keysOf: ({ service }) => [routeRuleKey(service), routeRuleKeyV1(service)],
    render: (edit, before, { snapshot }) => renderRouteRule(edit, before, snapshot),
    parse: (ref, documents, { snapshot }) => parseRouteRule(ref, documents, snapshot),
    refuseUnwritable,
    check: (subject, signal) => checkRouteRule(subject, { recentCalls }, signal),
    capabilities: (ref, state) => capabilitiesOf(ref, state, declaration),
    capabilitiesOf: (planes) => routeRuleCapabilities(planes, declaration),
    proof: (policy, { snapshot, documents }, signal) =>
      proveRouteRule(policy, snapshot, documents, declaration, signal),
    semanticsOf({ namespace, service, version }) {
      const scope = `caller:${service}${version === undefined ? '' : `@${version}`}`
      const planes = planesOf(readersOf(registry.current(), namespace, scope))
      // A reader that is gone by now is taken as the strictest, as an undeclared framework is.
      if (planes.length === 0 || planes.some((plane) => dialectOf(plane) === 'go')) return mesherSemantics
      return planes.every((plane) => plane === 'java-chassis-3') ? javaSemantics : modelSemantics
    },
    heeds: () => yes,
  }
}

function renderRouteRule(
  edit: PolicyEdit<Rule>,
  before: Policy<Rule> | undefined,
  snapshot: RegistrySnapshot,
): Rendered {
  const rule = RouteRule.safeParse(edit.spec && draftOf(edit.spec))
  if (!rule.success) return 'invalid'
  if (edit.spec && asksForUnsaid(edit.spec, before?.spec)) return 'not-editable'
  const readers = readersOf(snapshot, edit.ref.namespace, edit.ref.name)
  const planeOf = (labels: Record<string, string>) => planeFor(scopeOf(labels).dialect ?? 'go', readers)
  if (before) {
    const texts = before.native.map(({ text, labels }) => editRouteRule(text, rule.data, planeOf(labels)))
    if (isV1Name(edit.ref.name) || texts.includes(undefined)) return 'not-editable'
    return before.native.map((document, index) => ({
      ...document,
      text: texts[index] ?? document.text,
      enabled: edit.enabled,
    }))
  }
  const known = new Set(planesOf(readers).map(dialectOf))
  const dialects = known.size > 0 ? [...known] : (['go'] as const)
  return dialects.flatMap((dialect): NativeDocument[] => {
    const labels = labelsFor(edit.ref.namespace, edit.ref.name, dialect)
    if (!labels) return []
    const text = newRouteRule(rule.data, planeFor(dialect, readers))
    return [{ key: routeRuleKey(edit.ref.service), labels, format: 'yaml', text, enabled: edit.enabled }]
  })
}

function capabilitiesOf(
  { mesh, namespace, service, name }: PolicyRef,
  { documents, snapshot }: MeshState,
  declaration: ServiceCombDeclaration,
) {
  const readers = readersOf(snapshot, namespace, name)
  const policy = policiesIn(mesh, documents, snapshot).find(
    ({ ref }) => ref.namespace === namespace && ref.service === service && ref.name === name,
  )
  // An existing rule is written to those who read it now; a new one to everybody in its scope.
  const written = new Set(policy?.native.flatMap(({ labels }) => scopeOf(labels).dialect ?? []))
  const planes = planesOf(readers).filter((plane) => !policy || written.has(dialectOf(plane)))
  return routeRuleCapabilities(planes, declaration)
}

function refuseUnwritable({ name, service }: PolicyRef): void {
  if (isV1Name(name)) throw new Problem('rule-read-only', { params: { key: routeRuleKeyV1(service) } })
  if (!/^(app|caller:[^@]+(@.+)?)$/.test(name))
    throw new Problem('scope-unread', { params: { name }, field: 'ref.name' })
}
