import type { Finding } from '#shared/contract/problem.ts'
import type { PolicyValue } from '#shared/features/effective-policies/values.ts'
import { type Backoff, type BackoffKind, type ObservedRetries, Retries } from '#shared/features/retries/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { type KindRow, no, yes } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { matchFeatures } from '../groups/features.ts'
import { isGroupStillUsed, keysAboutGroup } from '../groups/use.ts'
import { sameMatches } from '../groups/match-group.ts'
import type { KieKind } from '../kie-target.ts'
import type { SettingsDefinition, Values, WantedDocument } from '../settings/definition.ts'
import { settingsKind } from '../settings/settings-kind.ts'
import {
  blockDefaults,
  blockFields,
  blockKey,
  everyService,
  groupIn,
  isOfRetries,
  nameOnCallersSide,
  groupMeaning,
  ofBlock,
  partOfGlobalBlock,
  retriesIn,
  subjectOnCallersSide,
  wholeBlock,
} from './block.ts'
import { type Asked, checkBalancing } from './check.ts'
import { readGroupRetries, writeGroupRetries } from './group-retries.ts'

/** Retries: the part of `cse.loadbalance[.<service>]` that is about them, and `servicecomb.retry` of java-chassis. */
const definition: SettingsDefinition<ObservedRetries> = {
  kind: 'retries',
  meaningOf: (key) => ofBlock(key, isOfRetries) ?? groupMeaning(key, 'retry'),
  fieldOrder: ['match', 'policy', ...blockFields],
  isPolicy: (values) => values.has('policy') || retriesIn(values),
  nameOf: nameOnCallersSide,
  subjectOf: subjectOnCallersSide,
  keysOf(ref) {
    const group = groupIn(ref)
    return group === undefined ? ['cse.loadbalance.*'] : keysAboutGroup(group)
  },
  read: (values, plane, subject) =>
    subject.startsWith('group:') ? readGroupRetries(values, plane) : readBlockRetries(values),
  write,
  enabledIn: (values) => (values.has('retryEnabled') ? values.get('retryEnabled') === 'true' : undefined),
  afterDelete: (values, _, ref, { inForce }) =>
    isKept(values, ref, inForce(blockKey(everyService, 'strategy.name'))) ? withoutRetries(values, ref) : [],
  same: (one, other) =>
    gistOf(one) === gistOf(other) && sameMatches(one.match ?? { any: [] }, other.match ?? { any: [] }),
  shared: (held, documents) => (isGroupStillUsed(held, documents) ? ['match'] : []),
  together: { valueOf, serviceReplacesAll: true },
  check: (subject, planes) => checkBalancing(definition, subject, planes, () => false, asksFor),
  row: rowOf,
}

const asksFor = ({ onSame, onNext, statuses, backoff }: ObservedRetries): Asked[] => [
  ...(onSame > 0 && onNext > 0 ? [{ feature: 'retries.both', field: 'onNext' }] : []),
  ...(statuses ? [{ feature: 'statuses', field: 'statuses' }] : []),
  ...(backoff ? [{ feature: `backoff.${backoff.kind}`, field: 'backoff.kind' }] : []),
]

export const retriesKind = (declaration: ServiceCombDeclaration): KieKind<ObservedRetries> =>
  settingsKind(declaration, definition)

function valueOf(field: string): PolicyValue | undefined {
  if (field.startsWith('backoff.')) return 'backoff'
  return field === 'retryEnabled'
    ? 'enabled'
    : field === 'retryOnSame'
      ? 'onSame'
      : field === 'retryOnNext'
        ? 'onNext'
        : undefined
}

const gistOf = ({ onSame, onNext, backoff, statuses }: ObservedRetries): string =>
  JSON.stringify([onSame, onNext, backoff?.kind, backoff?.minMs, backoff?.maxMs, statuses])

const nativeKinds: Partial<Record<BackoffKind, string>> = {
  none: 'zero',
  constant: 'constant',
  exponential: 'exponential',
}

function readBlockRetries(values: Values) {
  const findings: Finding[] = []
  const whole = (field: string): number => {
    const text = values.get(field) ?? blockDefaults[field] ?? '0'
    if (/^-?\d+$/.test(text)) return Number(text)
    findings.push({ code: 'number-counts-as-none', severity: 'warning', params: { key: field, value: text } })
    return 0
  }
  const native = values.get('backoff.kind')
  const kind = (['none', 'constant', 'exponential'] as const).find((one) => nativeKinds[one] === native)
  if (native !== undefined && !kind)
    findings.push({ code: 'backoff-unknown', severity: 'warning', params: { name: native } })
  const backoff: ObservedRetries['backoff'] = kind && {
    kind,
    minMs: whole('backoff.minMs'),
    ...(values.has('backoff.maxMs') ? { maxMs: whole('backoff.maxMs') } : {}),
  }
  const spec: ObservedRetries = {
    onSame: whole('retryOnSame'),
    onNext: whole('retryOnNext'),
    ...(backoff ? { backoff } : {}),
  }
  return { spec, understood: findings.length > 0 ? ('partly' as const) : ('whole' as const), findings }
}

function write(
  spec: ObservedRetries,
  plane: DataPlane,
  ref: PolicyRef,
  before: Values,
  { enabled, inForce }: { enabled: boolean; inForce(key: string): string | undefined },
): WantedDocument[] | 'invalid' | 'not-editable' {
  const drafted = Retries.safeParse(spec)
  if (!drafted.success) return 'invalid'
  const group = groupIn(ref)
  if (group !== undefined) return writeGroupRetries(group, drafted.data, plane, before)
  const { onSame, onNext, backoff, statuses, match } = drafted.data
  if (statuses || match) return 'invalid'
  // What is not java-chassis' own has nothing for all calls: its retries are for match groups alone.
  if (dialectOf(plane) === 'java') return []
  const waiting = backoff && backoffFields(backoff)
  if (backoff && !waiting) return 'invalid'
  const set = {
    retryOnSame: String(onSame),
    retryOnNext: String(onNext),
    ...(waiting ?? Object.fromEntries(backoffNames.map((field) => [field, blockDefaults[field] ?? '']))),
    retryEnabled: String(enabled),
  }
  return ref.service === everyService ? partOfGlobalBlock(set, before) : wholeBlock(ref.service, set, before, inForce)
}

const backoffNames = ['backoff.kind', 'backoff.minMs', 'backoff.maxMs']

function backoffFields({ kind, minMs, maxMs }: Backoff): Record<string, string> | undefined {
  const native = nativeKinds[kind]
  if (native === undefined) return undefined
  return { 'backoff.kind': native, 'backoff.minMs': String(minMs), 'backoff.maxMs': String(maxMs ?? minMs) }
}

/** Whether a service's block says something besides retries: a choice of instances that it would not have without the block. */
const isKept = (values: Values, { service }: PolicyRef, otherwise = 'RoundRobin'): boolean =>
  service !== everyService && (values.get('strategy.name') ?? 'RoundRobin') !== otherwise

const withoutRetries = (values: Values, { service }: PolicyRef): WantedDocument[] =>
  blockFields.map((field) => ({
    key: blockKey(service, field),
    field,
    text: isOfRetries(field) ? (blockDefaults[field] ?? '') : (values.get(field) ?? blockDefaults[field] ?? ''),
    format: 'text',
  }))

function rowOf(plane: DataPlane): KindRow {
  const isGo = dialectOf(plane) === 'go'
  const forGroups = isGo ? no(plane === 'mesher' ? 'match-groups-drop-calls' : 'framework-lacks-groups', plane) : yes
  const forAll = isGo ? yes : no('framework-only-groups', plane)
  return {
    available: yes,
    features: {
      ...(isGo ? {} : matchFeatures(plane, 'caller')),
      'scope.app': forAll,
      'scope.caller': forAll,
      'scope.group': forGroups,
      'retries.both': isGo ? yes : no('retries-same-or-next', plane),
      'backoff.none': isGo ? yes : no('framework-lacks-backoff', plane),
      'backoff.constant': yes,
      'backoff.exponential': isGo ? yes : no('framework-lacks-backoff', plane),
      'backoff.random': isGo ? no('framework-lacks-backoff', plane) : yes,
      'backoff.maximum': isGo ? yes : no('framework-lacks-backoff', plane),
      statuses: isGo ? no('retries-follow-failure-list', plane) : yes,
    },
    takesEffect: 'live',
    proof: 'stored',
  }
}
