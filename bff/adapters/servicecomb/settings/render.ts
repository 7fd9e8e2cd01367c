import type { NativeDocument, PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import type { DataPlane } from '../frameworks.ts'
import { type KieDocument, isEnabled, nativeOf } from '../kie.ts'
import type { MeshState, Rendered } from '../kie-target.ts'
import { planeFor } from '../readers.ts'
import { labelsText } from '../scopes.ts'
import type { SettingsDefinition, WantedDocument } from './definition.ts'
import { type Held, gather } from './gather.ts'
import { labelSetsFor, placeOf, readersAt } from './label-sets.ts'
import { valuesOf } from './read.ts'

/** The documents after an edit: one set for each reader's labels, those that registered readers ask for and those that stand already. */
export function render<Spec>(
  definition: SettingsDefinition<Spec>,
  { ref, spec, enabled }: PolicyEdit<Spec>,
  state: MeshState,
): Rendered {
  const subject = definition.subjectOf(ref)
  if (!subject || spec === null) return 'invalid'
  const standing = standingOf(definition, ref, state)
  const asked = labelSetsFor(state.snapshot, ref.namespace, subject.reader).map(({ labels, plane }) => ({
    labels,
    plane,
    fields: standing.find((one) => labelsText(one.labels) === labelsText(labels))?.fields ?? nothing,
  }))
  const known = new Set(asked.map(({ labels }) => labelsText(labels)))
  const others = standing.filter(({ labels }) => !known.has(labelsText(labels)))
  const documents = new Array<NativeDocument>()
  for (const { labels, plane, fields } of [...asked, ...others]) {
    const inForce = (key: string) => valueInForce(key, labels, ref, state)
    const wanted = definition.write(spec, plane, ref, valuesOf(fields), { enabled, inForce })
    if (typeof wanted === 'string') return wanted
    const says = definition.enabledIn?.(new Map(wanted.map(({ field, text }) => [field, text])))
    documents.push(...placed(wanted, labels, fields, says === undefined ? enabled : true))
  }
  return documents
}

/** What stands when the policy is gone, because it says something of another one, too. */
export function renderDeleted<Spec>(
  definition: SettingsDefinition<Spec>,
  ref: PolicyRef,
  state: MeshState,
): NativeDocument[] {
  return standingOf(definition, ref, state).flatMap(({ labels, plane, fields, held }) => {
    const inForce = (key: string) => valueInForce(key, labels, ref, state)
    const wanted = definition.afterDelete?.(valuesOf(fields), plane, ref, { inForce }) ?? []
    const shared = definition.shared?.(held, state.documents) ?? []
    return [
      ...placed(wanted, labels, fields, true),
      ...shared.flatMap((field) => fields.get(field) ?? []).map((document) => nativeOf(document)),
    ]
  })
}

/** The value that readers with these labels have for a key: their own, else the namespace's (servicecomb.md 3.2). */
function valueInForce(
  key: string,
  labels: Record<string, string>,
  { namespace }: PolicyRef,
  { documents }: MeshState,
): string | undefined {
  const standing = documents.filter((document) => document.key === key && isEnabled(document))
  const own = standing.find((document) => labelsText(document.labels) === labelsText(labels))
  const dialect = placeOf(labels)?.dialect
  const all = standing.find((document) => {
    const place = placeOf(document.labels)
    return place?.namespace === namespace && place.reader === undefined && place.dialect === dialect
  })
  return (own ?? all)?.value
}

const nothing: ReadonlyMap<string, KieDocument> = new Map()

export interface Standing {
  labels: Record<string, string>
  plane: DataPlane
  fields: ReadonlyMap<string, KieDocument>
  held: Held
}

/** What stands of a policy's documents, one for each label set, whether or not they are a policy by now. */
export function standingOf<Spec>(
  definition: SettingsDefinition<Spec>,
  ref: PolicyRef,
  { documents, snapshot }: MeshState,
): Standing[] {
  const subject = definition.subjectOf(ref)
  const own = gather(documents, definition.meaningOf).find(
    (one) =>
      one.unread === undefined &&
      one.namespace === ref.namespace &&
      one.subject === subject?.subject &&
      one.reader === subject.reader,
  )
  const readers = readersAt(snapshot, ref.namespace, subject?.reader)
  return (own?.held ?? []).flatMap((held) =>
    held.place ? [{ ...held, plane: planeFor(held.place.dialect, readers), held }] : [],
  )
}

const placed = (
  wanted: readonly WantedDocument[],
  labels: Record<string, string>,
  fields: ReadonlyMap<string, KieDocument>,
  enabled: boolean,
): NativeDocument[] =>
  wanted.map(({ key, text, format }) => {
    const old = [...fields.values()].find((document) => document.key === key)
    return old ? { ...nativeOf(old), text, enabled } : { key, labels, format, text, enabled }
  })
