import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { heeded, scopeIn } from '../capability-rows.ts'
import type { DataPlane } from '../frameworks.ts'
import { type KieDocument, baseOf, isEnabled, nativeOf } from '../kie.ts'
import { planeFor } from '../readers.ts'
import { labelsText } from '../scopes.ts'
import { coverage } from './coverage.ts'
import type { SettingsDefinition, Values } from './definition.ts'
import type { Gathered, Held } from './gather.ts'
import { readersAt } from './label-sets.ts'

/** The policy that gathered documents are, with what is odd about them; undefined where they are none of the kind. */
export function policyOf<Spec>(
  definition: SettingsDefinition<Spec>,
  mesh: string,
  gathered: Gathered,
  snapshot: RegistrySnapshot,
): Policy<Spec> | undefined {
  const whole = gathered.held.filter(({ fields }) => definition.isPolicy?.(valuesOf(fields)) ?? fields.size > 0)
  const named = definition.nameOf(gathered)
  const [shown] = whole
  if (!shown || !named) return undefined
  const readers = readersAt(snapshot, gathered.namespace, gathered.reader)
  const read = ({ place, fields }: Held) =>
    definition.read(valuesOf(fields), planeFor(place?.dialect ?? 'go', readers), gathered.subject)
  const spoken = read(shown)
  const ref: PolicyRef = {
    mesh,
    namespace: gathered.namespace,
    kind: definition.kind,
    ...named,
    ...(gathered.unread === undefined ? {} : { name: gathered.unread }),
  }
  const documents = whole.flatMap(({ fields }) => inOrder(definition, ref, fields))
  const findings = [...spoken.findings]
  if (whole.some((one) => !definition.same(read(one).spec, spoken.spec))) {
    findings.push({ code: 'documents-differ', severity: 'warning', params: { shown: labelsText(shown.labels) } })
  }
  if (documents.some(isEnabled) && !documents.every(isEnabled)) {
    findings.push({ code: 'status-differs', severity: 'warning', params: {} })
  }
  const couldHeed = (plane: DataPlane) => heeded([definition.row(plane, ref)], scopeIn(ref.name)).available !== 'no'
  const understood = whole.map((one) => read(one).understood)
  return {
    ref,
    spec: spoken.spec,
    enabled: definition.enabledIn?.(valuesOf(shown.fields)) ?? documents.some(isEnabled),
    base: baseOf(documents),
    native: documents.map((document) => nativeOf(document)),
    understood: understood.includes('not') ? 'not' : understood.includes('partly') ? 'partly' : 'whole',
    findings: [...findings, ...coverage({ ...gathered, held: whole }, snapshot, couldHeed)],
  }
}

/** Documents of one reader in the order of writing. */
function inOrder<Spec>(
  definition: SettingsDefinition<Spec>,
  ref: PolicyRef,
  fields: ReadonlyMap<string, KieDocument>,
): KieDocument[] {
  const keys = definition.keysOf(ref)
  const rankOf = ([field, { key }]: [string, KieDocument]) =>
    definition.rankOf?.(field) ?? definition.fieldOrder?.indexOf(field) ?? keys.indexOf(key)
  return [...fields].toSorted((one, other) => rankOf(one) - rankOf(other)).map(([, document]) => document)
}

/** Texts by field. */
export const valuesOf = (fields: ReadonlyMap<string, KieDocument>): Values =>
  new Map([...fields].map(([field, { value }]) => [field, value]))
