import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadText, TypedDocument } from '#shared/mesh/policy-text.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import type { KieDocument } from '../kie.ts'
import { planeFor } from '../readers.ts'
import type { SettingsDefinition } from './definition.ts'
import { gather } from './gather.ts'
import { readersAt } from './label-sets.ts'
import { valuesOf } from './read.ts'

/** What the documents of one reader say as somebody typed them; undefined where they are no policy of this name. */
export function parseSettings<Spec>(
  definition: SettingsDefinition<Spec>,
  ref: PolicyRef,
  documents: readonly TypedDocument[],
  snapshot: RegistrySnapshot,
): ReadText<Spec> | undefined {
  const subject = definition.subjectOf(ref)
  const gathered = gather(documents.map(asStored), definition.meaningOf).find(
    (one) =>
      one.namespace === ref.namespace &&
      one.subject === subject?.subject &&
      one.reader === subject.reader &&
      !one.unread,
  )
  const [held] = gathered?.held ?? []
  if (!subject || !held) return undefined
  const values = valuesOf(held.fields)
  if (!(definition.isPolicy?.(values) ?? values.size > 0)) return undefined
  const plane = planeFor(held.place?.dialect ?? 'go', readersAt(snapshot, ref.namespace, subject.reader))
  const { spec, understood, findings } = definition.read(values, plane, subject.subject)
  return { spec, understood, findings, enabled: definition.enabledIn?.(values) }
}

/** A document as it would be if it stood already. */
const asStored = ({ key, labels, text }: TypedDocument): KieDocument => ({
  id: '',
  key,
  labels,
  value: text,
  status: 'enabled',
  update_revision: 0,
})
