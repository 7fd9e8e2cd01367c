import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import type { Condition } from '#shared/mesh/match.ts'

/** Something that a call carried, as the condition that calls like it meet. */
export interface CallTrait {
  condition: Condition
  /** The header says whose call it is. */
  ofTenant: boolean
}

/** Stands for a personal or a secret value: no rule is made of it. */
const unusable = /•|^\[dropped\]$/

/** What of a recorded call can be a condition: who calls, path, method, parameters, and each recorded header, the tenant's first. */
export function traitsOf({ headers, url, method, caller, tenant }: CallRecord): CallTrait[] {
  const [path = '', query = ''] = url.split('?', 2)
  const named = (field: Condition['field'], pairs: [string, string][]): CallTrait[] =>
    pairs
      .filter(([, value]) => value !== '' && !unusable.test(value))
      .map(([name, value]) => ({
        condition: { field, name, operator: 'is', value, ignoreCase: false },
        ofTenant: field === 'header' && value === tenant?.id,
      }))
  const recorded = named('header', Object.entries(headers)).toSorted(
    (one, other) =>
      Number(other.ofTenant) - Number(one.ofTenant) || one.condition.name.localeCompare(other.condition.name),
  )
  return [
    ...recorded,
    ...named('path', [['', path]]),
    ...named('method', [['', method]]),
    ...named('query', [...new URLSearchParams(query)]),
    ...named('caller', [['', caller?.service ?? '']]),
  ]
}

/** Whether a mesh has the condition of a trait, for those who read the rule; undefined while that is not known. */
export function capabilityOf({ condition }: CallTrait, capabilities: Capabilities | undefined): Capability | undefined {
  if (!capabilities) return undefined
  if (capabilities.available.available === 'no') return capabilities.available
  const asked = [`condition.${condition.field}`, `operator.${condition.operator}`].flatMap(
    (name) => capabilities.features[name] ?? [],
  )
  return asked.find(({ available }) => available === 'no') ?? asked[0]
}
