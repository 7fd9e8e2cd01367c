import { Fault, type ObservedFault } from '#shared/features/faults/model.ts'
import type { PolicyValue } from '#shared/features/effective-policies/values.ts'
import { groupIn, groupMeaning, nameOnCallersSide, ofService, subjectOnCallersSide } from '../balancing/block.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { sameMatches } from '../groups/match-group.ts'
import { isGroupStillUsed, keysAboutGroup } from '../groups/use.ts'
import type { KieKind } from '../kie-target.ts'
import type { SettingsDefinition } from '../settings/definition.ts'
import { settingsKind } from '../settings/settings-kind.ts'
import { faultRow } from './capabilities.ts'
import { checkFault } from './check.ts'
import { readGroupFault, writeGroupFault } from './group-fault.ts'
import { beginningsOf, faultKeyOf, isNarrower, nameOfField, pairFields, rankOfField } from './keys.ts'
import { isSaid, readPairs, writePairs } from './pairs.ts'

/**
 * Faults: `cse.governance.Consumer.<service|_global>.policy.fault.protocols.rest.*`, the same under `servicecomb.governance` for
 * java-chassis, and its `servicecomb.faultInjection` with match groups.
 */
const faults = (declaration: ServiceCombDeclaration): SettingsDefinition<ObservedFault> => ({
  kind: 'faults',
  meaningOf(key) {
    const said = faultKeyOf(key)
    return said ? ofService(said.service, nameOfField(said)) : groupMeaning(key, 'faultInjection')
  },
  rankOf: rankOfField,
  isPolicy: (values) =>
    values.has('policy') ||
    [...values.keys()].some((field) => isNarrower(field) || pairFields.some((one) => one === field)),
  nameOf: nameOnCallersSide,
  subjectOf: subjectOnCallersSide,
  keysOf(ref) {
    const group = groupIn(ref)
    return group === undefined ? beginningsOf(ref.service) : keysAboutGroup(group)
  },
  read: (values, plane, subject) =>
    subject.startsWith('group:') ? readGroupFault(values, plane) : readPairs(values, plane, subject),
  write(spec, plane, ref, before, { enabled }) {
    const drafted = Fault.safeParse(spec)
    if (!drafted.success) return 'invalid'
    const group = groupIn(ref)
    if (group !== undefined) return writeGroupFault(group, drafted.data, plane, before)
    return drafted.data.match ? 'invalid' : writePairs(drafted.data, plane, ref.service, before, enabled)
  },
  same: sameFault,
  shared: (held, documents) => (isGroupStillUsed(held, documents) ? ['match'] : []),
  together: { valueOf: (field) => (isNarrower(field) ? 'narrower' : valueNames[field]), counts: isSaid },
  check: (subject, planes) => checkFault(subject, planes, declaration),
  row: (plane, ref) => faultRow(plane, declaration, ref),
})

export const faultKind = (declaration: ServiceCombDeclaration): KieKind<ObservedFault> =>
  settingsKind(declaration, faults(declaration))

const valueNames: Partial<Record<string, PolicyValue>> = {
  'abort.httpStatus': 'abort.status',
  'abort.percent': 'abort.percent',
  'delay.fixedDelay': 'delay.ms',
  'delay.percent': 'delay.percent',
}

const sameFault = (one: ObservedFault, other: ObservedFault): boolean =>
  gistOf(one) === gistOf(other) && sameMatches(one.match ?? { any: [] }, other.match ?? { any: [] })

const gistOf = ({ abort, delay }: ObservedFault): string =>
  JSON.stringify([abort?.percent, abort?.status, delay?.percent, delay?.ms])
