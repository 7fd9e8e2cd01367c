import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import type { Subject as CheckSubject } from '../kie-target.ts'
import { frameworkName } from '../capability-rows.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { groupKeyOf, keysAboutGroup } from '../groups/use.ts'
import { planesOf, type Reader, readerName } from '../readers.ts'
import { checkConditions } from '../route-rules/check-conditions.ts'
import { readersAt } from '../settings/label-sets.ts'
import { placeOf, rateLimitingKey } from './keys.ts'
import { groupPlane } from '../groups/features.ts'

/** What the mesh's traps say of an edit of a limit; labels, sizes and readers are looked at for every kind. */
export function checkRateLimit(subject: CheckSubject<ObservedRateLimit>): Finding[] {
  const { edit, snapshot, documents, before } = subject
  const place = placeOf(edit.ref)
  if (!place) return []
  const readers = readersAt(snapshot, edit.ref.namespace, place.reader)
  const planes = planesOf(readers)
  if (edit.spec === null || !edit.enabled) {
    const isFiled = place.subject.kind === 'all' && planes.some((plane) => dialectOf(plane) === 'go')
    return isFiled ? [{ code: 'file-limit-returns', severity: 'note', params: {} }] : []
  }
  const spec = edit.spec
  return [
    ...(place.subject.kind === 'group'
      ? checkGroup(spec, place.subject.of, readers, { before, documents })
      : checkFlowControl(spec, planes)),
    ...checkNames(edit.ref, snapshot.services),
    ...(spec.limit === null ? [] : sidecars({ ...edit, spec: { ...spec, limit: spec.limit } }, place.reader, readers)),
  ]
}

function checkFlowControl({ limit, per, burst, match }: ObservedRateLimit, planes: readonly DataPlane[]): Finding[] {
  const framework = nameOf(planes)
  return [
    ...(limit === 0
      ? [{ code: 'limit-blocks' as const, severity: 'warning' as const, params: {}, field: 'limit' }]
      : []),
    ...(per === 1 ? [] : [error('per-not-available', { framework }, 'per')]),
    ...(burst === undefined ? [] : [error('burst-not-available', { framework }, 'burst')]),
    ...(match === undefined ? [] : [error('match-only-in-group', {}, 'match')]),
  ]
}

const nameOf = (planes: readonly DataPlane[]): string =>
  [...new Set((planes.length > 0 ? planes : (['mesher'] as const)).map((plane) => frameworkName(plane)))].join(', ')

const error = (code: Finding['code'], params: Finding['params'], field: string): Finding => ({
  code,
  severity: 'error',
  params,
  field,
})

function checkGroup(
  spec: ObservedRateLimit,
  group: string,
  readers: readonly Reader[],
  standing: Pick<CheckSubject<ObservedRateLimit>, 'before' | 'documents'>,
): Finding[] {
  const mesher = readers.filter(({ plane }) => plane === 'mesher')
  const others = planesOf(readers.filter(({ plane }) => plane !== 'mesher'))
  if (others.length === 0) return [error('match-groups-drop-calls', { framework: frameworkName('mesher') }, 'match')]
  const skipped = mesher.map(readerName).join(', ')
  return [
    ...(mesher.length > 0
      ? [{ code: 'group-skips-mesher' as const, severity: 'note' as const, params: { services: skipped } }]
      : []),
    ...(spec.limit === 0 ? [error('block-in-group', {}, 'limit')] : []),
    ...(group.includes('.') && others.includes('go-chassis')
      ? [error('group-name-with-dots', { group }, 'match')]
      : []),
    ...checkCounts(spec, others),
    ...checkMatch(spec, others),
    ...checkOthersOfGroup(spec, group, standing),
  ]
}

function checkCounts({ per, burst }: ObservedRateLimit, planes: readonly DataPlane[]): Finding[] {
  const go = planes.filter((plane) => dialectOf(plane) === 'go')
  const java = planes.filter((plane) => dialectOf(plane) === 'java')
  return [
    ...(go.length > 0 && per !== 1 ? [error('per-not-available', { framework: nameOf(go) }, 'per')] : []),
    ...(go.length > 0 && burst === undefined ? [error('burst-needed', { framework: nameOf(go) }, 'burst')] : []),
    ...(java.length > 0 && burst !== undefined
      ? [error('burst-not-available', { framework: nameOf(java) }, 'burst')]
      : []),
  ]
}

function checkMatch({ match }: ObservedRateLimit, planes: readonly DataPlane[]): Finding[] {
  const groups = match?.any ?? []
  if (groups.length === 0 || groups.some(({ all }) => all.length === 0))
    return [error('group-without-match', {}, 'match')]
  return groups.flatMap((group, index) =>
    planes.flatMap((plane) => {
      // What route rules of go-chassis lack and its groups have (servicecomb.md 3.4).
      const all = dialectOf(plane) === 'go' ? group.all.map(asHeader) : group.all
      return checkConditions({ match: { any: [{ all }] } }, '', [groupPlane(plane)]).map((finding) => ({
        ...finding,
        field: (finding.field ?? '').replace(/^\.match(\.any\.0)?/, `match.any.${index}`),
      }))
    }),
  )
}

/** Path and method are compared as any header is. */
const asHeader = <Condition extends { field: string; name: string }>(condition: Condition): Condition =>
  condition.field === 'path' || condition.field === 'method'
    ? { ...condition, field: 'header', name: `x-${condition.field}` }
    : condition

/** Other policies of the group change with its conditions. */
function checkOthersOfGroup(
  { match }: ObservedRateLimit,
  group: string,
  { before, documents }: { before: Policy<ObservedRateLimit> | undefined; documents: readonly { key: string }[] },
): Finding[] {
  const about = new Set(keysAboutGroup(group))
  for (const own of [groupKeyOf(group), rateLimitingKey(group)]) about.delete(own)
  const keys = documents.map(({ key }) => key).filter((key) => about.has(key))
  const isChanged = JSON.stringify(before?.spec.match) !== JSON.stringify(match)
  const stands = documents.some(({ key }) => key === groupKeyOf(group))
  if (keys.length === 0 || !isChanged || !stands) return []
  return [
    {
      code: 'group-serves-others',
      severity: 'warning',
      params: { group, keys: [...new Set(keys)].toSorted().join(', ') },
      field: 'match',
    },
  ]
}

function checkNames(
  { namespace, service, name }: Policy['ref'],
  services: readonly { namespace: string; name: string }[],
): Finding[] {
  const isRegistered = (one: string) => services.some((each) => each.namespace === namespace && each.name === one)
  const [, caller] = /^(?:from|caller):(.+)$/.exec(name) ?? []
  const isCalledElsewhere = services.some((each) => each.name === service)
  return [
    ...(caller !== undefined && caller !== 'ANY' && !isRegistered(caller)
      ? [{ code: 'caller-not-registered' as const, severity: 'warning' as const, params: { caller, namespace } }]
      : []),
    ...(service !== '*' && !isRegistered(service) && !isCalledElsewhere
      ? [{ code: 'service-not-registered' as const, severity: 'warning' as const, params: { service } }]
      : []),
    ...(service.includes('.') && /^(app|caller:)/.test(name)
      ? [{ code: 'target-with-dots' as const, severity: 'note' as const, params: { service } }]
      : []),
  ]
}

/** Buckets are counted in each sidecar by itself: what that comes to. */
function sidecars(
  { ref, spec }: { ref: Policy['ref']; spec: ObservedRateLimit & { limit: number } },
  reader: string | undefined,
  readers: readonly Reader[],
): Finding[] {
  const count = readers
    .filter(({ plane, service }) => plane !== undefined && (ref.name !== 'app' || service.name !== ref.service))
    .reduce((sum, { instances }) => sum + instances.length, 0)
  if (spec.limit === 0 || count === 0) return []
  const params = { limit: spec.limit, count, total: spec.limit * count, per: spec.per }
  return reader === undefined
    ? [{ code: 'limit-times-callers', severity: 'note', params: { ...params, namespace: ref.namespace } }]
    : [{ code: 'limit-times-sidecars', severity: 'note', params: { ...params, service: reader } }]
}
