import { Problem } from '#shared/contract/problem.ts'
import { mesherSemantics, modelSemantics } from '#shared/mesh/matching.ts'
import { type ObservedRouteRule, RouteRule } from '#shared/features/route-rules/model.ts'
import { type NativeDocument, type Policy, type PolicyEdit, type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'
import { refusedWith } from './client.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import { dialectOf } from './frameworks.ts'
import { type Kie, type KieDocument } from './kie.ts'
import { planeFor, planesOf, readersOf } from './readers.ts'
import { routeRuleCapabilities } from './route-rule-capabilities.ts'
import { type RecentCalls, checkRouteRule } from './route-rule-check.ts'
import { asksForUnsaid, draftOf } from './route-rule-draft.ts'
import { editRouteRule, newRouteRule } from './route-rule-editor.ts'
import { isV1Name, policiesIn, routeRuleKey, routeRuleKeyV1 } from './route-rule-policies.ts'
import { proveRouteRule } from './route-rule-proof.ts'
import type { PolledRegistry } from './registry.ts'
import { labelsFor, scopeOf } from './scopes.ts'

type Rule = ObservedRouteRule
type Edit = PolicyEdit<Rule>

/** Route rules of a ServiceComb mesh: `servicecomb.routeRule.<service>` in Kie. */
export function routeRuleTarget(
  declaration: ServiceCombDeclaration,
  backends: { kie: Kie; registry: PolledRegistry },
  recentCalls: RecentCalls,
): PolicyTarget<Rule> {
  const { kie, registry } = backends
  const mesh = declaration.name

  async function read(ref: PolicyRef, signal?: AbortSignal): Promise<Policy<Rule> | undefined> {
    const keys = [routeRuleKey(ref.service), routeRuleKeyV1(ref.service)]
    const documents = await Promise.all(keys.map((key) => kie.withKey(key, signal)))
    return policiesIn(mesh, documents.flat(), registry.current()).find((policy) => sameRef(policy.ref, ref))
  }

  /** The documents after an edit, or why there are none. */
  function rendered(edit: Edit, before: Policy<Rule> | undefined): NativeDocument[] | 'invalid' | 'not-editable' {
    if (edit.spec === null) return []
    const rule = RouteRule.safeParse(draftOf(edit.spec))
    if (!rule.success) return 'invalid'
    if (asksForUnsaid(edit.spec, before?.spec)) return 'not-editable'
    const readers = readersOf(registry.current(), edit.ref.namespace, edit.ref.name)
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

  function render(edit: Edit, before: Policy<Rule> | undefined): NativeDocument[] {
    const after = rendered(edit, before)
    return typeof after === 'string' ? (before?.native ?? []) : after
  }

  /** Writes what differs, new documents first; true when every write met what had been read. */
  async function write(before: NativeDocument[], after: NativeDocument[], signal?: AbortSignal): Promise<boolean> {
    for (const document of after.filter(({ id }) => id === undefined)) {
      try {
        await kie.create({ ...document, value: document.text }, signal)
      } catch (error) {
        if (refusedWith(error, 409)) return false
        throw error
      }
    }
    for (const document of after) {
      const old = before.find(({ id }) => id === document.id)
      if (!old || document.id === undefined || sameContent(old, document)) continue
      const written = await kie.update(document.id, { value: document.text, enabled: document.enabled }, signal)
      if (!(await followsOn(written, old, signal))) return false
    }
    const kept = new Set(after.map(({ id }) => id))
    for (const { id } of before) if (id !== undefined && !kept.has(id)) await kie.remove(id, signal)
    return true
  }

  /**
   * Whether our write came right behind the state that it was made from. Kie compares nothing, so somebody's write in the
   * last instant shows only in the history: it is put back, and ours counts as never made.
   */
  async function followsOn(written: KieDocument, old: NativeDocument, signal?: AbortSignal): Promise<boolean> {
    const [newest, previous] = await kie.history(written.id, 2, signal)
    if (newest?.update_revision !== written.update_revision) return true
    if (!previous || String(previous.update_revision) === old.revision) return true
    await kie.update(written.id, { value: previous.value, enabled: previous.status === 'enabled' }, signal)
    return false
  }

  return {
    kind: 'route-rules',
    async capabilities({ namespace, service, name }) {
      const { documents } = await kie.all()
      const { value: snapshot } = await registry.snapshot()
      const readers = readersOf(snapshot, namespace, name)
      const policy = policiesIn(mesh, documents, snapshot).find(
        ({ ref }) => ref.namespace === namespace && ref.service === service && ref.name === name,
      )
      // An existing rule is written to those who read it now; a new one to everybody in the app.
      const written = new Set(policy?.native.flatMap(({ labels }) => scopeOf(labels).dialect ?? []))
      const planes = planesOf(readers).filter((plane) => !policy || written.has(dialectOf(plane)))
      return routeRuleCapabilities(planes, declaration)
    },
    semanticsOf({ namespace, service, version }) {
      const scope = `caller:${service}${version === undefined ? '' : `@${version}`}`
      const planes = planesOf(readersOf(registry.current(), namespace, scope))
      // A reader that is gone by now is taken as the strictest, as an undeclared framework is.
      return planes.length === 0 || planes.some((plane) => dialectOf(plane) === 'go') ? mesherSemantics : modelSemantics
    },
    async list() {
      const [{ documents, stamp }, { value: snapshot }] = await Promise.all([kie.all(), registry.snapshot()])
      return { value: policiesIn(mesh, documents, snapshot), stamps: [stamp] }
    },
    read,
    render,
    async check(edit, before, signal) {
      const { value: snapshot } = await registry.snapshot()
      const after = rendered(edit, before)
      return await checkRouteRule({ edit, before, after, snapshot }, { recentCalls }, signal)
    },
    async apply(edit, signal) {
      refuseUnwritable(edit.ref)
      await registry.snapshot()
      const now = await read(edit.ref, signal)
      const after = rendered(edit, now)
      if (after === 'invalid') throw new Problem('invalid-input', { field: 'spec' })
      if (after === 'not-editable') throw new Problem('rule-not-editable')
      const before = now?.native ?? []
      if ((now?.base ?? noBase) !== edit.base) {
        // Written already, by a run that was cut off: then there is nothing left to do.
        return equalDocuments(before, after) && before.length > 0
          ? { conflict: false, stored: now }
          : { conflict: true, theirs: now }
      }
      const own = await write(before, after, signal)
      const stored = await read(edit.ref, signal)
      return own && equalDocuments(stored?.native ?? [], after)
        ? { conflict: false, stored }
        : { conflict: true, theirs: stored }
    },
    async proof(policy, signal) {
      const [{ value: snapshot }, { documents }] = await Promise.all([registry.snapshot(), kie.all()])
      return await proveRouteRule(policy, snapshot, documents, declaration, signal)
    },
  }
}

function refuseUnwritable({ name, service }: PolicyRef): void {
  if (isV1Name(name)) throw new Problem('rule-read-only', { params: { key: routeRuleKeyV1(service) } })
  if (!/^(app|caller:[^@]+(@.+)?)$/.test(name))
    throw new Problem('scope-unread', { params: { name }, field: 'ref.name' })
}

const sameRef = (one: PolicyRef, other: PolicyRef): boolean =>
  one.namespace === other.namespace && one.service === other.service && one.name === other.name

const sameContent = (one: NativeDocument, other: NativeDocument): boolean =>
  one.text === other.text && one.enabled === other.enabled

const identityOf = ({ key, labels }: NativeDocument): string =>
  JSON.stringify([key, Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))])

function equalDocuments(one: NativeDocument[], other: NativeDocument[]): boolean {
  return (
    one.length === other.length &&
    one.every((document) => {
      const twin = other.find((each) => identityOf(each) === identityOf(document))
      return twin !== undefined && sameContent(document, twin)
    })
  )
}
