import { everyService } from '../balancing/block.ts'
import type { Dialect } from '../frameworks.ts'

/** Fields of a fault in the order of writing: a percentage without its partner answers every call with 400 (servicecomb.md 3.8). */
export const pairFields = ['abort.httpStatus', 'delay.fixedDelay', 'abort.percent', 'delay.percent'] as const
export type PairField = (typeof pairFields)[number]

const prefixes: Record<Dialect, string> = { go: 'cse.governance.Consumer.', java: 'servicecomb.governance.Consumer.' }
const middle = '.policy.fault.protocols.rest.'
const allServices = '_global'

/** What one key says. `part` is `schemas.S.operations.O` where it is for some of a service's calls, else empty. */
interface FaultKey {
  service: string
  part: string
  field: PairField
}

/** The meaning of a key; undefined for keys of other kinds and of other protocols. */
export function faultKeyOf(key: string): FaultKey | undefined {
  const prefix = Object.values(prefixes).find((one) => key.startsWith(one))
  const end = key.lastIndexOf(middle)
  if (prefix === undefined || end <= prefix.length) return undefined
  const field = pairFields.find((one) => one === key.slice(end + middle.length))
  const [, service, part = ''] = /^(.+?)(?:\.(schemas\..+))?$/.exec(key.slice(prefix.length, end)) ?? []
  if (!field || service === undefined) return undefined
  return { service: service === allServices ? everyService : service, part, field }
}

/** The key of a field of a service's fault; `name` is what `nameOfField` made. */
export function faultKey(dialect: Dialect, service: string, name: string): string {
  const { part, field } = fieldIn(name)
  const who = service === everyService ? allServices : service
  return `${prefixes[dialect]}${who}${part === '' ? '' : `.${part}`}${middle}${field}`
}

/** Every key that a service's fault can have begins with one of these. */
export const beginningsOf = (service: string): string[] =>
  Object.values(prefixes).map((prefix) => `${prefix}${service === everyService ? allServices : service}.*`)

/** Field and part as one text, by which a policy holds its documents. */
export const nameOfField = ({ part, field }: Pick<FaultKey, 'part' | 'field'>): string =>
  part === '' ? field : `${part}:${field}`

/** Whether a field is for single schemas or operations, which the model does not know. */
export const isNarrower = (name: string): boolean => name.includes(':')

function fieldIn(name: string): { part: string; field: string } {
  const at = name.lastIndexOf(':')
  return { part: at < 0 ? '' : name.slice(0, at), field: name.slice(at + 1) }
}

/** Place in the order of writing; those that go, go in the reverse one. */
export function rankOfField(name: string): number {
  const rank = pairFields.findIndex((field) => field === fieldIn(name).field)
  // A match group, then the policy that is for it.
  return rank < 0 ? Number(name === 'policy') : rank
}
