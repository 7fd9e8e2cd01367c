import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Values, WantedDocument } from '../settings/definition.ts'
import type { Gathered, KeyMeaning } from '../settings/gather.ts'

/** Fields of `cse.loadbalance[.<service>]` (servicecomb.md 3.7) with what holds where one is missing. */
export const blockDefaults: Readonly<Record<string, string>> = {
  'strategy.name': 'RoundRobin',
  'SessionStickinessRule.sessionTimeoutInSeconds': '30',
  'SessionStickinessRule.successiveFailedTimes': '5',
  retryOnSame: '0',
  retryOnNext: '0',
  // What go-chassis does where nothing is said.
  'backoff.kind': 'exponential',
  'backoff.minMs': '0',
  'backoff.maxMs': '0',
  // Last, so that retries are switched on when all else of them stands.
  retryEnabled: 'false',
}
export const blockFields = Object.keys(blockDefaults)

/** Which fields of a block are about retries; the others choose instances. */
export const isOfRetries = (field: string): boolean => field.startsWith('retry') || field.startsWith('backoff.')

const prefix = 'cse.loadbalance.'
const javaPrefix = 'servicecomb.loadbalance.'

/** All services, where a data plane knows only "all". */
export const everyService = '*'

export const blockKey = (service: string, field: string): string =>
  prefix + (service === everyService ? field : `${service}.${field}`)

export const javaStrategyKey = (service: string): string =>
  `${javaPrefix}${service === everyService ? '' : `${service}.`}strategy.name`

/** The service and field that a key of a block means; undefined for other keys. */
function blockMeaning(key: string): { service: string; field: string } | undefined {
  if (!key.startsWith(prefix)) return undefined
  const rest = key.slice(prefix.length)
  if (blockFields.includes(rest)) return { service: everyService, field: rest }
  const field = blockFields.find((one) => rest.endsWith(`.${one}`))
  return field === undefined ? undefined : { service: rest.slice(0, -field.length - 1), field }
}

/** The service of `servicecomb.loadbalance[.<service>].strategy.name`. */
export function javaStrategyMeaning(key: string): string | undefined {
  if (key === `${javaPrefix}strategy.name`) return everyService
  return /^servicecomb\.loadbalance\.(.+)\.strategy\.name$/.exec(key)?.[1]
}

/** A field of the policy of a service, as a subject. */
export const ofService = (service: string, field: string): KeyMeaning => ({ subject: `service:${service}`, field })

/** What a key says to the kind that a field of a block belongs to; fields of a service's own block to both kinds that share it. */
export function ofBlock(key: string, isOwn: (field: string) => boolean): KeyMeaning | undefined {
  const block = blockMeaning(key)
  return block && (block.service !== everyService || isOwn(block.field))
    ? ofService(block.service, block.field)
    : undefined
}

/** What a key of a java-chassis policy for a match group means, or of the group itself: `servicecomb.<kind>.<group>`. */
export function groupMeaning(key: string, kind: string): KeyMeaning | undefined {
  const [, word, group] = /^servicecomb\.(\w+)\.([\w-]+)$/.exec(key) ?? []
  if (group === undefined || (word !== kind && word !== 'matchGroup')) return undefined
  return { subject: `group:${group}`, field: word === kind ? 'policy' : 'match' }
}

/**
 * What a policy on the caller's side is called: the called service with its callers, or a match group with its callers, for which the
 * called service is a matter of the match.
 */
export function nameOnCallersSide({
  subject,
  reader,
}: Pick<Gathered, 'subject' | 'reader'>): Pick<PolicyRef, 'service' | 'name'> {
  const who = reader === undefined ? undefined : `caller:${reader}`
  if (subject.startsWith('service:')) return { service: subject.slice('service:'.length), name: who ?? 'app' }
  return { service: everyService, name: who === undefined ? subject : `${who}:${subject}` }
}

/** The way back from a name; undefined for one that means nothing on the caller's side. */
export function subjectOnCallersSide({ service, name }: PolicyRef): Pick<Gathered, 'subject' | 'reader'> | undefined {
  const [, reader, rest = reader === undefined ? name : 'app'] = /^caller:([^:@]+)(?::(.+))?$/.exec(name) ?? []
  if (rest === 'app') return { subject: `service:${service}`, reader }
  // A group says by itself which services are called.
  return /^group:[\w-]+$/.test(rest) && service === everyService ? { subject: rest, reader } : undefined
}

/** The match group that a policy on the caller's side is for; undefined for one without. */
export const groupIn = (ref: PolicyRef): string | undefined => subjectOnCallersSide(ref)?.subject.split('group:')[1]

/**
 * The whole block of a service: a field that is missing could take another block's value, and a block replaces the global one entirely
 * (servicecomb.md 3.7), so what it does not say itself it says as the global one does.
 */
export function wholeBlock(
  service: string,
  set: Readonly<Record<string, string>>,
  before: Values,
  inForce: (key: string) => string | undefined,
): WantedDocument[] {
  return blockFields.map((field) => ({
    key: blockKey(service, field),
    field,
    text: set[field] ?? before.get(field) ?? inForce(blockKey(everyService, field)) ?? blockDefaults[field] ?? '',
    format: 'text' as const,
  }))
}

/** Fields of the global block that are set, in the order of writing, with those that stand. */
export const partOfGlobalBlock = (set: Readonly<Record<string, string>>, before: Values): WantedDocument[] =>
  blockFields.flatMap((field) => {
    const text = set[field] ?? before.get(field)
    return text === undefined ? [] : [{ key: blockKey(everyService, field), field, text, format: 'text' as const }]
  })

/** Whether retries are on, or would be something else than none if they were. */
export const retriesIn = (values: Values): boolean =>
  values.get('retryEnabled') === 'true' ||
  [values.get('retryOnSame'), values.get('retryOnNext')].some((count) => Number(count ?? 0) > 0)
