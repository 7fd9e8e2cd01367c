import type { Finding } from '#shared/contract/problem.ts'
import type { Backoff, ObservedRetries, Retries } from '#shared/features/retries/model.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { type FieldValue, type WantedValue, editFields, readFields } from '../groups/fields.ts'
import { javaMillis } from '../groups/java-duration.ts'
import { editMatchGroup, readMatchGroup } from '../groups/match-group.ts'
import { groupKeyOf } from '../groups/use.ts'
import type { Values, WantedDocument } from '../settings/definition.ts'

const retryKey = (group: string): string => `servicecomb.retry.${group}`

/** Fields of a policy that the model says (servicecomb.md 3.7). */
const known = new Set([
  'maxAttempts',
  'retryOnSame',
  'retryStrategy',
  'waitDuration',
  'initialInterval',
  'retryOnResponseStatus',
])

/** Reads `servicecomb.retry.<group>` with its match group. `maxAttempts` counts the attempts after the first. */
export function readGroupRetries(values: Values, plane: DataPlane) {
  const group = readMatchGroup(values.get('match') ?? '', plane)
  const { fields, odd, fault } = readFields(values.get('policy') ?? '')
  const findings: Finding[] = [...group.findings]
  const others = [...odd, ...[...fields.keys()].filter((field) => !known.has(field))]
  if (others.length > 0) findings.push({ code: 'fields-kept', severity: 'note', params: { fields: others.join(', ') } })
  const total = wholeIn(fields.get('maxAttempts'), 3)
  const onSame = Math.min(total, wholeIn(fields.get('retryOnSame'), 0))
  const isMixed = onSame > 0 && onSame < total
  if (isMixed) findings.push({ code: 'retries-mixed', severity: 'note', params: { total, onSame } })
  const statuses = fields.get('retryOnResponseStatus')
  const spec: ObservedRetries = {
    onSame,
    onNext: total - onSame,
    ...backoffIn(fields),
    ...(Array.isArray(statuses) ? { statuses: statuses.map(Number) } : {}),
    match: group.match,
  }
  const whole = others.length === 0 && !isMixed && group.understood === 'whole'
  const understood = fault === undefined ? (whole ? ('whole' as const) : ('partly' as const)) : ('not' as const)
  return { spec, understood, findings }
}

function wholeIn(value: FieldValue | undefined, otherwise: number): number {
  const number = Number(typeof value === 'string' && value !== '' ? value : otherwise)
  return Number.isInteger(number) && number >= 0 ? number : otherwise
}

function backoffIn(fields: ReadonlyMap<string, FieldValue>): Pick<ObservedRetries, 'backoff'> {
  const isRandom = fields.get('retryStrategy') === 'RandomBackoff'
  const minMs = javaMillis(fields.get(isRandom ? 'initialInterval' : 'waitDuration'))
  if (!isRandom && minMs === undefined) return {}
  return { backoff: { kind: isRandom ? 'random' : 'constant', minMs: minMs ?? 1000 } }
}

/** The match group first: a policy without its group is heeded by nobody. */
export function writeGroupRetries(
  group: string,
  { onSame, onNext, backoff, statuses, match }: Retries,
  plane: DataPlane,
  before: Values,
): WantedDocument[] | 'invalid' | 'not-editable' {
  const isSayable = match && match.any.length > 0 && (onSame === 0 || onNext === 0)
  if (!isSayable) return 'invalid'
  if (dialectOf(plane) !== 'java') return []
  const waiting = waitingFields(backoff)
  if (!waiting) return 'invalid'
  const wanted: [string, WantedValue][] = [
    ['maxAttempts', onSame + onNext],
    ['retryOnSame', onSame],
    ...waiting,
    ['retryOnResponseStatus', statuses],
  ]
  const matchText = editMatchGroup(before.get('match'), match, plane)
  const policyText = editFields(before.get('policy'), wanted)
  if (matchText === undefined || policyText === undefined) return 'not-editable'
  return [
    { key: groupKeyOf(group), field: 'match', text: matchText, format: 'yaml' },
    { key: retryKey(group), field: 'policy', text: policyText, format: 'yaml' },
  ]
}

function waitingFields(backoff: Backoff | undefined): [string, WantedValue][] | undefined {
  if (!backoff)
    return [
      ['retryStrategy', undefined],
      ['waitDuration', undefined],
      ['initialInterval', undefined],
    ]
  if (backoff.maxMs !== undefined) return undefined
  if (backoff.kind === 'constant')
    return [
      ['retryStrategy', 'FixedInterval'],
      ['waitDuration', backoff.minMs],
      ['initialInterval', undefined],
    ]
  if (backoff.kind === 'random')
    return [
      ['retryStrategy', 'RandomBackoff'],
      ['waitDuration', undefined],
      ['initialInterval', backoff.minMs],
    ]
  return undefined
}
