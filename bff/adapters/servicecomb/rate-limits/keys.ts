import { PolicyRef } from '#shared/mesh/policy.ts'
import { ServiceName } from '#shared/mesh/service.ts'
import type { Dialect } from '../frameworks.ts'
import { keysAboutGroup } from '../groups/use.ts'
import type { KeyMeaning } from '../settings/gather.ts'

/**
 * Whose calls a limit counts: those to a service (decided where they begin), those from a caller, all that come in, or those of a
 * match group (decided where they arrive).
 */
export type Subject = { kind: 'to' | 'from' | 'group'; of: string } | { kind: 'all' }

/** Fields of a limit in a document's key: `go` and `java` are the same number for the two worlds, `rate` and `match` a group's. */
export type LimitField = Dialect | 'rate' | 'match'

const prefixOf: Record<Dialect, string> = { go: 'cse.flowcontrol', java: 'servicecomb.flowcontrol' }
const dialects: readonly Dialect[] = ['go', 'java']

/** A subject as the one text that `meaningOf` answers. */
export const subjectText = (subject: Subject): string =>
  subject.kind === 'all' ? 'all' : `${subject.kind} ${subject.of}`

/** Reads what `meaningOf` calls a subject. */
export function subjectIn(text: string): Subject {
  const [kind = '', of = ''] = text.split(' ')
  return kind === 'to' || kind === 'from' || kind === 'group' ? { kind, of } : { kind: 'all' }
}

/** Which limit a key belongs to (servicecomb.md 3.5). */
export function meaningOf(key: string): KeyMeaning | undefined {
  for (const dialect of dialects) {
    const prefix = `${prefixOf[dialect]}.`
    if (!key.startsWith(prefix)) continue
    const rest = key.slice(prefix.length)
    if (rest === 'Provider.qps.global.limit') return meaning({ kind: 'all' }, dialect)
    const [, side, of = ''] = /^(Consumer|Provider)\.qps\.limit\.(.+)$/.exec(rest) ?? []
    return side === undefined ? undefined : meaning({ kind: side === 'Consumer' ? 'to' : 'from', of }, dialect)
  }
  const [, field, name = ''] = /^servicecomb\.(rateLimiting|matchGroup)\.(.+)$/.exec(key) ?? []
  if (field === undefined) return undefined
  return meaning({ kind: 'group', of: name }, field === 'rateLimiting' ? 'rate' : 'match')
}

const meaning = (subject: Subject, field: LimitField): KeyMeaning => ({ subject: subjectText(subject), field })

/** The key of a limit in the old form. */
export function flowControlKey(subject: Exclude<Subject, { kind: 'group' }>, dialect: Dialect): string {
  const prefix = prefixOf[dialect]
  if (subject.kind === 'all') return `${prefix}.Provider.qps.global.limit`
  return `${prefix}.${subject.kind === 'to' ? 'Consumer' : 'Provider'}.qps.limit.${subject.of}`
}

/** The key that switches all limits of one side off. */
export const switchKey = (side: 'Consumer' | 'Provider', dialect: Dialect): string =>
  `${prefixOf[dialect]}.${side}.qps.enabled`

export const sideOf = ({ kind }: Subject): 'Consumer' | 'Provider' => (kind === 'to' ? 'Consumer' : 'Provider')

export const rateLimitingKey = (group: string): string => `servicecomb.rateLimiting.${group}`

/** Every key that decides about a limit: its own, those of its side, and those of the group that it may share. */
export const keysOf = (subject: Subject): string[] =>
  subject.kind === 'group' ? keysAboutGroup(subject.of) : dialects.map((dialect) => `${prefixOf[dialect]}.*`)

/** A limit's place in the mesh: what it counts, and the service whose proxies do; undefined for every one of the namespace. */
export interface Place {
  subject: Subject
  reader: string | undefined
}

/**
 * What a policy's name means; undefined for one that is no limit's. A version cannot be chosen: a document for one version alone
 * cannot be told from one that the other versions still lack.
 */
export function placeOf({ service, name }: Pick<PolicyRef, 'service' | 'name'>): Place | undefined {
  const [, kind = '', of = ''] = /^(app|caller|from|all|group)(?::([^@:]+))?$/.exec(name) ?? []
  const reader = service === '*' ? undefined : service
  switch (kind) {
    case 'app':
      return of === '' && reader !== undefined ? { subject: { kind: 'to', of: service }, reader: undefined } : undefined
    case 'caller':
      return of !== '' && reader !== undefined ? { subject: { kind: 'to', of: service }, reader: of } : undefined
    case 'all':
      return of === '' ? { subject: { kind: 'all' }, reader } : undefined
    case 'from':
    case 'group':
      return of === '' ? undefined : { subject: { kind, of }, reader }
    default:
      return undefined
  }
}

/** What a limit at a place is called; undefined where the console has no name for it. */
export function nameOf({ subject, reader }: Place): Pick<PolicyRef, 'service' | 'name'> | undefined {
  const named =
    subject.kind === 'to'
      ? { service: subject.of, name: reader === undefined ? 'app' : `caller:${reader}` }
      : { service: reader ?? '*', name: subject.kind === 'all' ? 'all' : `${subject.kind}:${subject.of}` }
  const isName = ServiceName.safeParse(named.service).success && PolicyRef.shape.name.safeParse(named.name).success
  return isName && placeOf(named) !== undefined ? named : undefined
}
