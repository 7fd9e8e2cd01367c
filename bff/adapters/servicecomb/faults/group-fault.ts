import type { Finding } from '#shared/contract/problem.ts'
import type { Fault, ObservedFault } from '#shared/features/faults/model.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { type FieldValue, type WantedValue, editFields, readFields } from '../groups/fields.ts'
import { javaMillis } from '../groups/java-duration.ts'
import { editMatchGroup, readMatchGroup } from '../groups/match-group.ts'
import { groupKeyOf } from '../groups/use.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'

const groupFaultKey = (group: string): string => `servicecomb.faultInjection.${group}`

/** Fields of a policy that the model says (servicecomb.md 3.8). */
const known = new Set(['type', 'percentage', 'delayTime', 'errorCode', 'forceClosed'])

/** Reads `servicecomb.faultInjection.<group>` with its match group: it either aborts or delays. */
export function readGroupFault(values: Values, plane: DataPlane): ReadValues<ObservedFault> {
  const group = readMatchGroup(values.get('match') ?? '', plane)
  const { fields, odd, fault } = readFields(values.get('policy') ?? '')
  const findings: Finding[] = [...group.findings]
  const others = [...odd, ...[...fields.keys()].filter((field) => !known.has(field))]
  if (others.length > 0) findings.push({ code: 'fields-kept', severity: 'note', params: { fields: others.join(', ') } })
  const isClosed = fields.get('forceClosed') === 'true'
  if (isClosed) findings.push({ code: 'fault-forced-closed', severity: 'warning', params: {} })
  const percent = isClosed ? 0 : Math.max(0, numberIn(fields.get('percentage')) ?? 0)
  const whole = others.length === 0 && group.understood === 'whole'
  return {
    spec: {
      ...(fields.get('type') === 'abort'
        ? { abort: { percent, status: numberIn(fields.get('errorCode')) ?? 500 } }
        : { delay: { percent, ms: javaMillis(fields.get('delayTime')) ?? 0 } }),
      match: group.match,
    },
    understood: fault === undefined ? (whole ? 'whole' : 'partly') : 'not',
    findings,
  }
}

function numberIn(value: FieldValue | undefined): number | undefined {
  const number = Number(typeof value === 'string' && value !== '' ? value : Number.NaN)
  return Number.isInteger(number) ? number : undefined
}

/** The match group first: a policy without its group is heeded by nobody. */
export function writeGroupFault(
  group: string,
  { abort, delay, match }: Fault,
  plane: DataPlane,
  before: Values,
): WantedDocument[] | 'invalid' | 'not-editable' {
  if (!match || match.any.length === 0 || (abort && delay)) return 'invalid'
  if (dialectOf(plane) !== 'java') return []
  const wanted: [string, WantedValue][] = [
    ['type', abort ? 'abort' : 'delay'],
    ['percentage', (abort ?? delay)?.percent],
    ['delayTime', delay?.ms],
    ['errorCode', abort?.status],
    ['forceClosed', undefined],
  ]
  const matchText = editMatchGroup(before.get('match'), match, plane)
  const policyText = editFields(before.get('policy'), wanted)
  if (matchText === undefined || policyText === undefined) return 'not-editable'
  return [
    { key: groupKeyOf(group), field: 'match', text: matchText, format: 'yaml' },
    { key: groupFaultKey(group), field: 'policy', text: policyText, format: 'yaml' },
  ]
}
