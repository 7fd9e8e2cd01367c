import type { NativeDocument, Policy, PolicyEdit } from '#shared/mesh/policy.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import type { Rendered } from '../kie-target.ts'
import { planeFor } from '../readers.ts'
import { labelsText } from '../scopes.ts'
import type { SettingsDefinition } from './definition.ts'
import { labelSetsFor, placeOf, readersAt } from './label-sets.ts'

/** One set of documents for each reader's labels: those that registered readers ask for, and those that stand already. */
export function render<Spec>(
  definition: SettingsDefinition<Spec>,
  { ref, spec, enabled }: PolicyEdit<Spec>,
  before: Policy<Spec> | undefined,
  snapshot: RegistrySnapshot,
): Rendered {
  const subject = definition.subjectOf(ref)
  if (!subject || spec === null) return 'invalid'
  const readers = readersAt(snapshot, ref.namespace, subject.reader)
  const asked = labelSetsFor(snapshot, ref.namespace, subject.reader)
  const standing = Map.groupBy(before?.native ?? [], ({ labels }) => labelsText(labels))
  const known = new Set(asked.map(({ labels }) => labelsText(labels)))
  const others = [...standing].flatMap(([text, [document]]) => {
    const place = document && placeOf(document.labels)
    return document && place && !known.has(text)
      ? [{ labels: document.labels, plane: planeFor(place.dialect, readers) }]
      : []
  })
  const documents = new Array<NativeDocument>()
  for (const { labels, plane } of [...asked, ...others]) {
    const own = standing.get(labelsText(labels)) ?? []
    const values = new Map(
      own.flatMap(({ key, text }) => {
        const meaning = definition.meaningOf(key)
        return meaning ? [[meaning.field, text] as const] : []
      }),
    )
    const wanted = definition.write(spec, plane, ref, values)
    if (typeof wanted === 'string') return wanted
    documents.push(
      ...wanted.map(({ key, text, format }) => {
        const old = own.find((document) => document.key === key)
        return old ? { ...old, text, enabled } : { key, labels, format, text, enabled }
      }),
    )
  }
  return documents
}
