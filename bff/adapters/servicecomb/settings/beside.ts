import type { PolicyValue } from '#shared/features/effective-policies/values.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadPolicy, ValuesBeside } from '../../../ports/policy-target.ts'
import type { DataPlane } from '../frameworks.ts'
import type { SettingsDefinition } from './definition.ts'

/** How the values of several policies come together for one call, where no document of the nearest one says them all. */
export interface Together {
  /** The model's name for what a field says; undefined for one that is nothing of this kind's. */
  valueOf(field: string): PolicyValue | undefined
  /** Whether a data plane takes a field's text for something, or asks the next wider policy; any text is something unless said. */
  counts?(said: { field: string; text: string }, plane: DataPlane, ref: PolicyRef): boolean
  /** Nothing is taken from a policy for every service where there is one for the called service. */
  serviceReplacesAll?: true
}

/**
 * What a data plane takes from a policy beside nearer ones. A key stands once: whichever document of it is nearest decides
 * (servicecomb.md 3.2). A value that a nearer policy says under another key is taken from there where the data plane takes it for one.
 */
export function valuesBeside<Spec>(
  definition: SettingsDefinition<Spec>,
  { policy, nearer, planes }: { policy: ReadPolicy; nearer: readonly ReadPolicy[]; planes: readonly DataPlane[] },
): ValuesBeside {
  const own = saidBy(definition, policy, planes).filter(({ isSomething }) => isSomething)
  const others = nearer.flatMap((one) => saidBy(definition, one, planes))
  const isForService = ({ ref, native }: ReadPolicy) => ref.service !== '*' && native.length > 0
  const { serviceReplacesAll } = definition.together
  const isReplaced = serviceReplacesAll && policy.ref.service === '*' && nearer.some(isForService)
  const left = isReplaced
    ? []
    : own.filter(
        (said) =>
          !others.some(({ key, field, isSomething }) => key === said.key || (field === said.field && isSomething)),
      )
  return { values: [...new Set(left.map(({ value }) => value))], all: left.length === own.length }
}

function saidBy<Spec>(definition: SettingsDefinition<Spec>, { ref, native }: ReadPolicy, planes: readonly DataPlane[]) {
  const { valueOf, counts = () => true } = definition.together
  // A reader that is gone by now is taken for a Mesher.
  const reading: readonly DataPlane[] = planes.length > 0 ? planes : ['mesher']
  const subject = definition.subjectOf(ref)?.subject
  return native.flatMap(({ key, text }) =>
    [definition.meaningOf(key) ?? []].flat().flatMap((meaning) => {
      const value = meaning.subject === subject ? valueOf(meaning.field) : undefined
      if (value === undefined) return []
      const { field } = meaning
      return [{ key, field, value, isSomething: reading.every((plane) => counts({ field, text }, plane, ref)) }]
    }),
  )
}
