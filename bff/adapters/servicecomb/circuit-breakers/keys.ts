import type { PolicyValue } from '#shared/features/effective-policies/values.ts'
import { breakerPlace } from '#shared/features/circuit-breakers/place.ts'
import { PolicyRef } from '#shared/mesh/policy.ts'
import { ServiceName } from '#shared/mesh/service.ts'
import { keysAboutGroup } from '../groups/use.ts'
import type { KeyMeaning } from '../settings/gather.ts'

/**
 * What a breaker stands before: all called services of its readers (the global keys of Mesher and go-chassis), one of them or a match group of
 * calls that are made (their per-service keys, and java-chassis' policies in the caller's process), or a match group of calls that are received.
 */
export type Subject = { kind: 'every' } | { kind: 'made' | 'received'; of: string }

/** Fields that Mesher and go-chassis know, by their keys below the scope; in the order of writing, so that a breaker acts when all of it stands. */
export const goFields = {
  timeout: ['isolation', 'timeoutInMilliseconds'],
  concurrency: ['isolation', 'maxConcurrentRequests'],
  volume: ['circuitBreaker', 'requestVolumeThreshold'],
  share: ['circuitBreaker', 'errorThresholdPercentage'],
  sleep: ['circuitBreaker', 'sleepWindowInMilliseconds'],
  closed: ['circuitBreaker', 'forceClosed'],
  open: ['circuitBreaker', 'forceOpen'],
  enabled: ['circuitBreaker', 'enabled'],
} as const
export type GoField = keyof typeof goFields

/** Keys of the same block that the model does not have: kept as they are. */
const keptFields = {
  fallback: ['fallback', 'enabled'],
  fallbackForced: ['fallback', 'force'],
  fallbackConcurrency: ['fallback', 'maxConcurrentRequests'],
  fallbackPolicy: ['fallbackpolicy', 'policy'],
} as const
export const keptFieldNames = Object.keys(keptFields)

const allFields = { ...keptFields, ...goFields }
const fieldsByKey = new Map(Object.entries(allFields).map(([field, [block, name]]) => [`${block} ${name}`, field]))

/** A field's key: `cse.isolation.Consumer.vpc.timeoutInMilliseconds`. */
export function goKey(subject: Subject, field: keyof typeof allFields): string {
  const [block, name] = allFields[field]
  return `cse.${block}.Consumer.${subject.kind === 'every' ? '' : `${subject.of}.`}${name}`
}

const valueNames: Partial<Record<string, PolicyValue>> = {
  timeout: 'timeoutMs',
  concurrency: 'maxConcurrency',
  volume: 'minimumCalls',
  share: 'trip',
  sleep: 'sleepMs',
  closed: 'forced',
  open: 'forced',
  enabled: 'enabled',
  bulkhead: 'maxConcurrency',
  breaker: 'trip',
}

/** The model's name for what a field says. */
export const valueOfField = (field: string): PolicyValue | undefined =>
  keptFieldNames.includes(field) ? 'fallback' : valueNames[field]

/** java-chassis' documents, by field; the match group first, for without it the others take no call. */
const javaKinds = {
  made: { match: 'matchGroup', bulkhead: 'instanceBulkhead', breaker: 'instanceIsolation' },
  received: { match: 'matchGroup', bulkhead: 'bulkhead', breaker: 'circuitBreaker' },
} as const
export type JavaField = keyof (typeof javaKinds)['made']
const javaFields: readonly JavaField[] = ['match', 'bulkhead', 'breaker']

export const javaKey = ({ kind, of }: Exclude<Subject, { kind: 'every' }>, field: JavaField): string =>
  `servicecomb.${javaKinds[kind][field]}.${of}`

/** Reads what `meaningsOf` calls a subject. */
export function subjectIn(text: string): Subject {
  const [kind, of = ''] = text.split(' ')
  return kind === 'made' || kind === 'received' ? { kind, of } : { kind: 'every' }
}

const textOf = (subject: Subject): string => (subject.kind === 'every' ? 'every' : `${subject.kind} ${subject.of}`)

/** Which breakers a key belongs to (servicecomb.md 3.6, 3.9): a match group to those of both directions. */
export function meaningsOf(key: string): KeyMeaning[] {
  const [, block, service, name] = /^cse\.(\w+)\.Consumer\.(?:(.+)\.)?(\w+)$/.exec(key) ?? []
  const field = fieldsByKey.get(`${block} ${name}`)
  if (field !== undefined) return [{ subject: service === undefined ? 'every' : `made ${service}`, field }]
  const [, kind, of = ''] = /^servicecomb\.(\w+)\.(.+)$/.exec(key) ?? []
  return (['made', 'received'] as const).flatMap((side) => {
    const own = javaFields.find((each) => javaKinds[side][each] === kind)
    return own === undefined ? [] : [{ subject: textOf({ kind: side, of }), field: own }]
  })
}

/** Every key that a breaker's documents can have, and those that say whether its match group is used otherwise. */
export function keysOf(subject: Subject): string[] {
  const java =
    subject.kind === 'every'
      ? []
      : [...javaFields.map((field) => javaKey(subject, field)), ...keysAboutGroup(subject.of)]
  const go = subject.kind === 'received' ? [] : Object.keys(allFields).map((field) => goKey(subject, field as GoField)) // keys of a constant
  return [...new Set([...java, ...go])]
}

/** What stands where: the subject and the service whose processes read it, undefined for every one of the namespace. */
export interface Place {
  subject: string
  reader: string | undefined
}

/** What a policy's name means; undefined for one that is no breaker's. A version cannot be chosen: see `rate-limits/keys.ts`. */
export function placeOf({ service, name }: Pick<PolicyRef, 'service' | 'name'>): Place | undefined {
  const place = breakerPlace({ name })
  if (!place) return undefined
  const every = service === '*'
  if (place.side === 'callee') {
    return { subject: textOf({ kind: 'received', of: place.group }), reader: every ? undefined : service }
  }
  const { caller, version, group } = place
  if (version !== undefined || (group !== undefined && !every)) return undefined
  const of = group ?? (every ? undefined : service)
  return { subject: of === undefined ? 'every' : textOf({ kind: 'made', of }), reader: caller }
}

/** What the breaker at a place is called. `scene`: its match group is not about the service of its name, so it is named by the group. */
export function nameOf(
  { subject: text, reader }: Place,
  scene: boolean,
): Pick<PolicyRef, 'service' | 'name'> | undefined {
  const subject = subjectIn(text)
  const caller = reader === undefined ? 'app' : `caller:${reader}`
  const named =
    subject.kind === 'received'
      ? { service: reader ?? '*', name: `group:${subject.of}` }
      : subject.kind === 'every'
        ? { service: '*', name: caller }
        : scene
          ? { service: '*', name: `${caller}:group:${subject.of}` }
          : { service: subject.of, name: caller }
  const isName = ServiceName.safeParse(named.service).success && PolicyRef.shape.name.safeParse(named.name).success
  return isName && placeOf(named) !== undefined ? named : undefined
}
