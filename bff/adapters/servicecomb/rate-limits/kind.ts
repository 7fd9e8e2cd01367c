import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { capabilitiesFor, scopeIn } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import type { DataPlane } from '../frameworks.ts'
import { sameLimit } from './same-limit.ts'
import { isGroupStillUsed } from '../groups/use.ts'
import type { KieDocument } from '../kie.ts'
import type { KieKind, MeshState } from '../kie-target.ts'
import { planesOf } from '../readers.ts'
import type { SettingsDefinition } from '../settings/definition.ts'
import { readersAt } from '../settings/label-sets.ts'
import { settingsKind } from '../settings/settings-kind.ts'
import { checkRateLimit } from './check.ts'
import { readFlowControl, writeFlowControl } from './flow-control.ts'
import { readGroupLimit, writeGroupLimit } from './group-limit.ts'
import { keysOf, type LimitField, meaningOf, nameOf, placeOf, subjectIn, subjectText } from './keys.ts'
import { wholeNumberIn } from './numbers.ts'
import { neighbourFindings } from './neighbours.ts'
import { groupPlane } from '../groups/features.ts'
import { rowOf } from './rows.ts'

/** Limits as settings: the numbers of `cse.flowcontrol.*` and its Java twin, and match groups with their limit. */
const definition: SettingsDefinition<ObservedRateLimit> = {
  kind: 'rate-limits',
  meaningOf,
  isPolicy: (values) => [...values.keys()].some((field) => field !== 'match'),
  nameOf: ({ subject, reader }) => nameOf({ subject: subjectIn(subject), reader }),
  subjectOf(ref) {
    const place = placeOf(ref)
    return place && { subject: subjectText(place.subject), reader: place.reader }
  },
  keysOf(ref) {
    const place = placeOf(ref)
    return place ? keysOf(place.subject) : []
  },
  read(values, plane, text) {
    const subject = subjectIn(text)
    return subject.kind === 'group'
      ? readGroupLimit(values, groupPlane(plane), subject.of)
      : readFlowControl(values, plane, subject)
  },
  write(spec, plane, ref, before) {
    const subject = placeOf(ref)?.subject
    if (!subject) return 'invalid'
    return subject.kind === 'group'
      ? writeGroupLimit(spec, groupPlane(plane), subject.of, before)
      : writeFlowControl(spec, plane, subject, before)
  },
  same: sameLimit,
  fieldOrder: ['match', 'rate', 'go', 'java'] satisfies LimitField[],
  shared: (held, documents) => (isGroupStillUsed(held, documents) ? ['match'] : []),
  // What is no number sets no limit for one caller, so that he is counted among all.
  together: {
    valueOf: (field) => (field === 'go' || field === 'java' ? 'limit' : undefined),
    counts: ({ text }) => wholeNumberIn(text) !== undefined,
  },
  check: (subject) => checkRateLimit(subject),
  row: (plane, ref) => rowOf(plane, ref?.name ?? 'app'),
}

/** Rate limits in Kie. */
export function rateLimitKind(declaration: ServiceCombDeclaration): KieKind<ObservedRateLimit> {
  const settings = settingsKind(declaration, definition)
  const withNeighbours = (policies: Policy<ObservedRateLimit>[], documents: KieDocument[]) =>
    policies.map((policy) => ({
      ...policy,
      findings: [...policy.findings, ...neighbourFindings(policy.ref, policies, documents)],
    }))
  return {
    ...settings,
    policiesIn: (state) => withNeighbours(settings.policiesIn(state), state.documents),
    async check(subject, signal) {
      const { edit, documents, snapshot } = subject
      const own = await settings.check(subject, signal)
      if (edit.spec === null || !edit.enabled) return own
      return [...own, ...neighbourFindings(edit.ref, settings.policiesIn({ documents, snapshot }), documents)]
    },
    capabilities: (ref, state) => capabilitiesOf(ref, state, declaration),
  }
}

/** The readers of a policy differ by its scope: those who call, or those who are called. */
function capabilitiesOf(ref: PolicyRef, { snapshot }: MeshState, declaration: ServiceCombDeclaration): Capabilities {
  const planesAt = (reader: string | undefined) => planesOf(readersAt(snapshot, ref.namespace, reader))
  const of = (name: string, planes: DataPlane[]) =>
    capabilitiesFor('rate-limits', (plane) => rowOf(plane, name), planes, declaration, scopeIn(name))
  const called = of('all', planesAt(ref.service === '*' ? undefined : ref.service)).features
  const own = of(ref.name, planesAt(placeOf(ref)?.reader))
  const ofCalled = Object.entries(called).filter(([name]) => /^scope\.(from|all|group)$/.test(name))
  const named: Capability = { available: 'no', reason: { code: 'limit-names-its-target', params: {} } }
  const ofCallers = ref.service === '*' ? { 'scope.app': named, 'scope.caller': named } : {}
  return { ...own, features: { ...own.features, ...Object.fromEntries(ofCalled), ...ofCallers } }
}
