import type { Finding } from '#shared/contract/problem.ts'
import type { Fault, ObservedFault } from '#shared/features/faults/model.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'
import { type PairField, faultKey, isNarrower, rankOfField } from './keys.ts'

/** Reads the two pairs of a service, or of all services, as a data plane does (servicecomb.md 3.8). */
export function readPairs(values: Values, plane: DataPlane, subject: string): ReadValues<ObservedFault> {
  const findings: Finding[] = []
  const whole = (field: PairField): number | undefined => {
    const text = values.get(field)
    if (text === undefined) return undefined
    const number = wholeNumberIn(text)
    if (number === undefined) {
      findings.push({ code: 'number-counts-as-none', severity: 'warning', params: { key: field, value: text } })
    }
    return number
  }
  const status = whole('abort.httpStatus')
  const ms = whole('delay.fixedDelay')
  const aborted = whole('abort.percent')
  const delayed = whole('delay.percent')
  const hasAbort = values.has('abort.percent') || values.has('abort.httpStatus')
  const hasDelay = values.has('delay.percent') || values.has('delay.fixedDelay')
  const narrower = [...values.keys()].some(isNarrower)
  if (narrower) findings.push({ code: 'fault-narrower-kept', severity: 'note', params: {} })
  if (hasAbort) findings.push(...oddAbort(aborted ?? 0, status, plane, subject))
  if (hasDelay) findings.push(...oddDelay(delayed ?? 0, ms, plane, subject))
  const odd = findings.some(({ code }) => code === 'number-counts-as-none' || code === 'fault-narrower-kept')
  return {
    spec: {
      ...(hasAbort ? { abort: { percent: aborted ?? 0, ...(status === undefined ? {} : { status }) } } : {}),
      ...(hasDelay ? { delay: { percent: delayed ?? 0, ...(ms === undefined ? {} : { ms }) } } : {}),
    },
    understood: odd ? 'partly' : 'whole',
    findings,
  }
}

const wholeNumberIn = (text: string): number | undefined =>
  /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined

function oddAbort(percent: number, status: number | undefined, plane: DataPlane, subject: string): Finding[] {
  if (dialectOf(plane) === 'java') {
    const answersSuccess = percent > 0 && status === undefined
    return answersSuccess ? [{ code: 'fault-success', severity: 'warning', params: {}, field: 'abort' }] : []
  }
  const isWrong = isOutside(percent, 0, 100) || (status !== undefined && status !== 0 && isOutside(status, 100, 600))
  return oddPair({ field: 'abort', isWrong, isHalf: percent > 0 && !status, percent }, subject)
}

function oddDelay(percent: number, ms: number | undefined, plane: DataPlane, subject: string): Finding[] {
  if (dialectOf(plane) === 'java') return []
  const isWrong = isOutside(percent, 0, 100) || (ms ?? 0) < 0 || (percent > 0 && ms === 0)
  return oddPair({ field: 'delay', isWrong, isHalf: percent > 0 && ms === undefined, percent }, subject)
}

/** A value that is absent is taken from the fault of all services; what is wrong then answers every call with 400. */
function oddPair(
  { field, isWrong, isHalf, percent }: { field: string; isWrong: boolean; isHalf: boolean; percent: number },
  subject: string,
): Finding[] {
  const isOfAll = subject === 'service:*'
  if (isWrong || (isHalf && isOfAll)) return [{ code: 'fault-answers-400', severity: 'error', params: {}, field }]
  if (isHalf) return [{ code: 'fault-half', severity: 'error', params: {}, field }]
  return percent === 0 && !isOfAll ? [{ code: 'fault-zero', severity: 'warning', params: {}, field }] : []
}

/** Whether a value is taken for one, or that of the fault of all services in its place: to go-chassis 0 is none, but for the delay. */
export function isSaid({ field, text }: { field: string; text: string }, plane: DataPlane): boolean {
  const number = wholeNumberIn(text)
  if (dialectOf(plane) === 'java') return number !== undefined && number >= 0
  return field === 'delay.fixedDelay' || Boolean(number)
}

const isOutside = (number: number, least: number, most: number): boolean => number < least || number > most

/** The two pairs as documents; what is for single schemas and operations stays. */
export function writePairs(
  { abort, delay }: Fault,
  plane: DataPlane,
  service: string,
  before: Values,
  enabled: boolean,
): WantedDocument[] {
  const numbers: [PairField, number][] = [
    ...(abort
      ? ([
          ['abort.httpStatus', abort.status],
          ['abort.percent', abort.percent],
        ] as const satisfies [PairField, number][])
      : []),
    ...(delay
      ? ([
          ['delay.fixedDelay', delay.ms],
          ['delay.percent', delay.percent],
        ] as const satisfies [PairField, number][])
      : []),
  ]
  const texts: [string, string][] = [
    ...[...before].filter(([field]) => isNarrower(field)),
    ...numbers.map(([field, number]): [string, string] => [field, textOf(number, before.get(field))]),
  ]
  const documents = texts
    .toSorted(([one], [other]) => rankOfField(one) - rankOfField(other))
    .map(([field, text]) => ({ key: faultKey(dialectOf(plane), service, field), field, text, format: 'text' as const }))
  // Switched off as it would be taken away: percentages first, so that none ever stands without its partner.
  return enabled ? documents : documents.toReversed()
}

/** A number that stands there already stays as it is written. */
const textOf = (number: number, before: string | undefined): string =>
  before !== undefined && wholeNumberIn(before) === number ? before : String(number)
