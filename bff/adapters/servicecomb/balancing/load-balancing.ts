import type { Finding } from '#shared/contract/problem.ts'
import {
  LoadBalancing,
  type ObservedLoadBalancing,
  type Strategy,
  strategies,
} from '#shared/features/load-balancing/model.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { editFields, readFields } from '../groups/fields.ts'
import { matchFeatures } from '../groups/features.ts'
import { editMatchGroup, readMatchGroup, sameMatches } from '../groups/match-group.ts'
import type { KieKind } from '../kie-target.ts'
import type { SettingsDefinition, Values } from '../settings/definition.ts'
import { settingsKind } from '../settings/settings-kind.ts'
import {
  blockFields,
  everyService,
  isOfRetries,
  javaStrategyKey,
  javaStrategyMeaning,
  groupIn,
  nameOnCallersSide,
  groupMeaning,
  ofBlock,
  ofService,
  partOfGlobalBlock,
  retriesIn,
  subjectOnCallersSide,
  wholeBlock,
} from './block.ts'
import { type Asked, checkBalancing } from './check.ts'
import { groupKeyOf, isGroupStillUsed, keysAboutGroup } from '../groups/use.ts'

/** Names of the data planes, whose case matters: any other one ends a Mesher process at its next call (servicecomb.md 3.7). */
const nativeNames: Record<Strategy, string> = {
  'round-robin': 'RoundRobin',
  random: 'Random',
  'weighted-response': 'WeightedResponse',
  'session-stickiness': 'SessionStickiness',
}

const policyKey = (group: string): string => `servicecomb.loadbalance.${group}`

/** Load balancing: `cse.loadbalance[.<service>].strategy.name`, and `servicecomb.loadbalance` of java-chassis. */
const definition: SettingsDefinition<ObservedLoadBalancing> = {
  kind: 'load-balancing',
  meaningOf(key) {
    const service = javaStrategyMeaning(key)
    if (service !== undefined) return ofService(service, 'strategy.name')
    return ofBlock(key, (field) => !isOfRetries(field)) ?? groupMeaning(key, 'loadbalance')
  },
  fieldOrder: ['match', 'policy', ...blockFields],
  isPolicy: (values) => values.has('strategy.name') || values.has('policy'),
  nameOf: nameOnCallersSide,
  subjectOf: subjectOnCallersSide,
  keysOf(ref) {
    const group = groupIn(ref)
    return group === undefined ? ['cse.loadbalance.*', javaStrategyKey(ref.service)] : keysAboutGroup(group)
  },
  read: (values, plane, subject) =>
    subject.startsWith('group:') ? readGroup(values, plane) : readBlock(values, plane),
  write(spec, plane, ref, before, { inForce }) {
    const drafted = LoadBalancing.safeParse(spec)
    if (!drafted.success) return 'invalid'
    const name = nativeNames[drafted.data.strategy]
    const group = groupIn(ref)
    if (group !== undefined) return writeGroup(group, drafted.data, plane, before)
    if (drafted.data.match) return 'invalid'
    if (dialectOf(plane) === 'java') {
      return [{ key: javaStrategyKey(ref.service), field: 'strategy.name', text: name, format: 'text' }]
    }
    const set = { 'strategy.name': name }
    return ref.service === everyService ? partOfGlobalBlock(set, before) : wholeBlock(ref.service, set, before, inForce)
  },
  same: (one, other) =>
    one.strategy === other.strategy &&
    one.native === other.native &&
    sameMatches(one.match ?? { any: [] }, other.match ?? { any: [] }),
  shared: (held, documents) => (isGroupStillUsed(held, documents) ? ['match'] : []),
  together: {
    valueOf: (field) =>
      field === 'strategy.name' ? 'strategy' : field.startsWith('SessionStickinessRule') ? 'sessions' : undefined,
    serviceReplacesAll: true,
  },
  check: (subject, planes) => checkBalancing(definition, subject, planes, retriesIn, asksFor),
  row: rowOf,
}

const asksFor = ({ strategy }: ObservedLoadBalancing): Asked[] => [
  { feature: `strategy.${strategy}`, field: 'strategy' },
]

export const loadBalancingKind = (declaration: ServiceCombDeclaration): KieKind<ObservedLoadBalancing> =>
  settingsKind(declaration, definition)

function strategyOf(name: string): ObservedLoadBalancing {
  const strategy = strategies.find((one) => nativeNames[one] === name)
  return strategy ? { strategy } : { strategy: 'unknown', native: name }
}

function readBlock(values: Values, plane: DataPlane) {
  const name = values.get('strategy.name') ?? 'RoundRobin'
  const spec = strategyOf(name)
  const sticky = [...values.keys()].some((field) => field.startsWith('SessionStickinessRule'))
  const findings = spec.strategy === 'unknown' ? [unknownStrategy(name, plane)] : []
  return {
    spec,
    understood: sticky && spec.strategy === 'session-stickiness' ? ('partly' as const) : ('whole' as const),
    findings,
  }
}

const unknownStrategy = (name: string, plane: DataPlane): Finding =>
  dialectOf(plane) === 'go'
    ? { code: 'strategy-ends-process', severity: 'error', params: { name } }
    : { code: 'strategy-unknown', severity: 'warning', params: { name } }

function readGroup(values: Values, plane: DataPlane) {
  const group = readMatchGroup(values.get('match') ?? '', plane)
  const { fields, fault } = readFields(values.get('policy') ?? '')
  const rule = fields.get('rule')
  const spec = { ...strategyOf(typeof rule === 'string' ? rule : ''), match: group.match }
  const others = [...fields.keys()].filter((field) => field !== 'rule')
  const whole = others.length === 0 && group.understood === 'whole'
  const findings = [
    ...group.findings,
    ...(spec.strategy === 'unknown' ? [unknownStrategy(spec.native ?? '', plane)] : []),
  ]
  return {
    spec,
    understood: fault === undefined ? (whole ? ('whole' as const) : ('partly' as const)) : ('not' as const),
    findings,
  }
}

function writeGroup(group: string, { strategy, match }: LoadBalancing, plane: DataPlane, before: Values) {
  if (!match || match.any.length === 0) return 'invalid'
  if (dialectOf(plane) !== 'java') return []
  const matchText = editMatchGroup(before.get('match'), match, plane)
  const policyText = editFields(before.get('policy'), [['rule', nativeNames[strategy]]])
  if (matchText === undefined || policyText === undefined) return 'not-editable'
  // The group first: a policy without its group is heeded by nobody.
  return [
    { key: groupKeyOf(group), field: 'match', text: matchText, format: 'yaml' as const },
    { key: policyKey(group), field: 'policy', text: policyText, format: 'yaml' as const },
  ]
}

function rowOf(plane: DataPlane): KindRow {
  const isGo = dialectOf(plane) === 'go'
  return {
    available: yes,
    features: {
      ...(isGo ? {} : matchFeatures(plane, 'caller')),
      'scope.app': yes,
      'scope.caller': yes,
      'scope.group': isGo ? no(plane === 'mesher' ? 'match-groups-drop-calls' : 'framework-lacks-groups', plane) : yes,
      'strategy.round-robin': yes,
      'strategy.random': yes,
      'strategy.weighted-response': yes,
      'strategy.session-stickiness':
        plane === 'mesher' ? no('stickiness-without-effect', plane) : yesBut('stickiness-needs-cookie', plane),
    },
    takesEffect: 'live',
    proof: 'stored',
  }
}
