import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { Match } from '#shared/mesh/match.ts'
import type { DataPlane } from '../frameworks.ts'
import { type FieldValue, type WantedValue, editFields, readFields } from '../groups/fields.ts'
import { editMatchGroup, readMatchGroup } from '../groups/match-group.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'
import { withoutAbsent } from './go-settings.ts'
import { type JavaField, type Subject, javaKey } from './keys.ts'

type JavaSubject = Exclude<Subject, { kind: 'every' }>

/** Reads java-chassis' policies of a match group (servicecomb.md 3.6, 3.9). */
export function readJava(values: Values, plane: DataPlane, subject: JavaSubject): ReadValues<ObservedCircuitBreaker> {
  const texts = { breaker: values.get('breaker'), bulkhead: values.get('bulkhead'), match: values.get('match') }
  const breaker = texts.breaker === undefined ? undefined : readFields(texts.breaker)
  const bulkhead = texts.bulkhead === undefined ? undefined : readFields(texts.bulkhead)
  const group = texts.match === undefined ? undefined : readMatchGroup(texts.match, plane)
  const findings: Finding[] = [...(group?.findings ?? [])]
  for (const [field, read] of [
    ['breaker', breaker],
    ['bulkhead', bulkhead],
  ] as const) {
    if (read?.fault !== undefined) {
      findings.push({
        code: 'breaker-unreadable',
        severity: 'error',
        params: { key: javaKey(subject, field) },
        source: read.fault.slice(0, 500),
      })
    }
  }
  if (!group) findings.push({ code: 'breaker-without-group', severity: 'warning', params: { group: subject.of } })
  const own = group && withoutCallee(group.match, subject)
  const unknown = [...unknownIn(breaker, breakerFields), ...unknownIn(bulkhead, ['maxConcurrentCalls'])]
  if (unknown.length > 0)
    findings.push({ code: 'fields-kept', severity: 'note', params: { fields: unknown.join(', ') } })
  const unread = breaker?.fault !== undefined || bulkhead?.fault !== undefined || group?.understood === 'not'
  return {
    spec: withoutAbsent<ObservedCircuitBreaker>({
      ...(breaker && breakerOf(breaker.fields)),
      maxConcurrency: wholeIn(bulkhead?.fields.get('maxConcurrentCalls')),
      match: own && isEveryCall(own) ? undefined : own,
    }),
    understood: unread ? 'not' : unknown.length > 0 || group?.understood === 'partly' || !group ? 'partly' : 'whole',
    findings,
  }
}

const breakerFields = [
  'failureRateThreshold',
  'slowCallRateThreshold',
  'slowCallDurationThreshold',
  'minimumNumberOfCalls',
  'slidingWindowType',
  'slidingWindowSize',
  'waitDurationInOpenState',
  'permittedNumberOfCallsInHalfOpenState',
  'recordFailureStatus',
  'forceOpen',
  'forceClosed',
]

function unknownIn(read: ReturnType<typeof readFields> | undefined, known: readonly string[]): string[] {
  return [...(read?.fields.keys() ?? []), ...(read?.odd ?? [])].filter((field) => !known.includes(field))
}

function breakerOf(fields: ReadonlyMap<string, FieldValue>): ObservedCircuitBreaker {
  const size = fields.get('slidingWindowSize')
  const byCount = fields.get('slidingWindowType') === 'count'
  const statuses = fields.get('recordFailureStatus')
  const isTrue = (field: string) => fields.get(field) === 'true'
  return withoutAbsent<ObservedCircuitBreaker>({
    trip: withoutAbsent({
      errorShare: decimalIn(fields.get('failureRateThreshold')),
      slowShare: decimalIn(fields.get('slowCallRateThreshold')),
      slowerThanMs: durationIn(fields.get('slowCallDurationThreshold')),
    }),
    minimumCalls: wholeIn(fields.get('minimumNumberOfCalls')),
    windowSeconds: byCount ? undefined : (wholeIn(size) ?? secondsIn(size)),
    windowCalls: byCount ? wholeIn(size) : undefined,
    sleepMs: durationIn(fields.get('waitDurationInOpenState')),
    trialCalls: wholeIn(fields.get('permittedNumberOfCallsInHalfOpenState')),
    failureStatuses: Array.isArray(statuses) ? statuses : undefined,
    forced: isTrue('forceOpen') ? 'open' : isTrue('forceClosed') ? 'closed' : undefined,
  })
}

/** The documents that say a breaker to java-chassis. `scene`: the group is not about the service of its name. */
export function writeJava(
  spec: ObservedCircuitBreaker,
  plane: DataPlane,
  subject: JavaSubject,
  before: Values,
  scene: boolean,
): WantedDocument[] | 'not-editable' {
  const old = before.get('match')
  // A group of that name which is about something else belongs to whoever wrote it.
  if (!scene && subject.kind === 'made' && old !== undefined && !namesItsService(old, subject.of, plane))
    return 'not-editable'
  const match = editMatchGroup(old, groupOf(spec.match, subject, scene), plane)
  const bulkhead =
    spec.maxConcurrency === undefined
      ? undefined
      : editFields(before.get('bulkhead'), [['maxConcurrentCalls', spec.maxConcurrency]])
  const breaker = spec.trip === undefined ? undefined : breakerText(spec, before.get('breaker'))
  const texts: [JavaField, string | undefined, boolean][] = [
    ['match', match, true],
    ['bulkhead', bulkhead, spec.maxConcurrency !== undefined],
    ['breaker', breaker, spec.trip !== undefined],
  ]
  if (texts.some(([, text, wanted]) => wanted && text === undefined)) return 'not-editable'
  return texts.flatMap(([field, text]) =>
    text === undefined
      ? []
      : [{ key: javaKey(subject, field), field, text: text === '' ? '{}\n' : text, format: 'yaml' as const }],
  )
}

function breakerText(spec: ObservedCircuitBreaker, before: string | undefined): string | undefined {
  const wanted = wantedFields(spec, before)
  const gone = new Set(wanted.flatMap(([field, value]) => (value === undefined ? [field] : [])))
  const held = before === undefined ? undefined : readFields(before)
  const nothingLeft = held?.odd.length === 0 && [...held.fields.keys()].every((field) => gone.has(field))
  // A map does without its last field only when it is written anew.
  return nothingLeft ? editFields(undefined, wanted) : editFields(before, wanted)
}

/** The fields of a breaker's document; one that says the same in another way stays as it is written. */
function wantedFields(spec: ObservedCircuitBreaker, before: string | undefined): [string, WantedValue][] {
  const fields = before === undefined ? new Map<string, FieldValue>() : readFields(before).fields
  const held = breakerOf(fields)
  const unlessSame = (field: string, mine: number | undefined, theirs: number | undefined): [string, WantedValue][] =>
    mine === theirs && fields.has(field) ? [] : [[field, mine]]
  const byCount = spec.windowCalls !== undefined
  const sameWindow = spec.windowCalls === held.windowCalls && spec.windowSeconds === held.windowSeconds
  const size = spec.windowCalls ?? spec.windowSeconds
  const forced = (field: string, wanted: boolean): [string, WantedValue][] =>
    wanted === (fields.get(field) === 'true') ? [] : [[field, wanted ? true : undefined]]
  return [
    ...unlessSame('failureRateThreshold', spec.trip?.errorShare, held.trip?.errorShare),
    ...unlessSame('slowCallRateThreshold', spec.trip?.slowShare, held.trip?.slowShare),
    ...unlessSame('slowCallDurationThreshold', spec.trip?.slowerThanMs, held.trip?.slowerThanMs),
    ...unlessSame('minimumNumberOfCalls', spec.minimumCalls, held.minimumCalls),
    ...(sameWindow
      ? []
      : ([
          ['slidingWindowType', byCount ? 'count' : undefined],
          ['slidingWindowSize', size === undefined ? undefined : String(size)],
        ] satisfies [string, WantedValue][])),
    ...unlessSame('waitDurationInOpenState', spec.sleepMs, held.sleepMs),
    ...unlessSame('permittedNumberOfCallsInHalfOpenState', spec.trialCalls, held.trialCalls),
    ...(String(spec.failureStatuses) === String(held.failureStatuses)
      ? []
      : ([['recordFailureStatus', spec.failureStatuses]] satisfies [string, WantedValue][])),
    ...forced('forceOpen', spec.forced === 'open'),
    ...forced('forceClosed', spec.forced === 'closed'),
  ]
}

/** Whether a match group of calls that are made takes those to the service of its name alone, as ours do. */
export function namesItsService(text: string, of: string, plane: DataPlane): boolean {
  const { match, understood } = readMatchGroup(text, plane)
  return (
    understood !== 'not' &&
    match.any.length > 0 &&
    match.any.every(({ all }) => all.some((condition) => isCallee(condition, of)))
  )
}

type Condition = Match['any'][number]['all'][number]

// In a group of calls that are made `serviceName` is the called service, in one of received calls the caller (3.4).
const isCallee = ({ field, operator, value }: Condition, of: string): boolean =>
  field === 'caller' && operator === 'is' && value === of

function withoutCallee(match: Match, { kind, of }: JavaSubject): Match {
  if (kind === 'received' || !match.any.every(({ all }) => all.some((condition) => isCallee(condition, of))))
    return match
  return { any: match.any.map(({ all }) => ({ all: all.filter((condition) => !isCallee(condition, of)) })) }
}

/** The match group's own match: java-chassis has no group of all calls, so one of every path is. */
function groupOf(match: Match | undefined, { kind, of }: JavaSubject, scene: boolean): Match {
  const any = match === undefined || match.any.length === 0 ? [{ all: [] }] : match.any
  if (kind === 'received' || scene)
    return { any: any.map(({ all }) => (all.length === 0 ? { all: [everyPath] } : { all })) }
  const callee: Condition = { field: 'caller', name: '', operator: 'is', value: of, ignoreCase: false }
  return { any: any.map(({ all }) => ({ all: [callee, ...all] })) }
}

const everyPath: Condition = { field: 'path', name: '', operator: 'starts-with', value: '/', ignoreCase: false }

const isEveryCall = ({ any }: Match): boolean =>
  any.length === 1 &&
  any.every(({ all }) =>
    all.every(({ field, operator, value }) => field === 'path' && operator === 'starts-with' && value === '/'),
  )

function wholeIn(value: FieldValue | undefined): number | undefined {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined
}

function decimalIn(value: FieldValue | undefined): number | undefined {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

const isoTime = /^(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,9})?)S)?$/i

/** Milliseconds: digits, or an ISO 8601 time without its `PT`, as `10S` (servicecomb.md 3.6). */
function durationIn(value: FieldValue | undefined): number | undefined {
  const whole = wholeIn(value)
  const parts = typeof value !== 'string' || value === '' ? null : isoTime.exec(value)
  if (whole !== undefined || !parts) return whole
  const [, hours = 0, minutes = 0, seconds = 0] = parts
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}

function secondsIn(value: FieldValue | undefined): number | undefined {
  const ms = durationIn(value)
  return ms === undefined ? undefined : Math.floor(ms / 1000)
}
