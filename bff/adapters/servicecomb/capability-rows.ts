import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { Framework } from '#shared/mesh/service.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import { type DataPlane, dialectOf } from './frameworks.ts'

const productOf: Record<DataPlane, string> = {
  mesher: 'Mesher',
  'go-chassis': 'go-chassis',
  'java-chassis-2': 'java-chassis 2',
  'java-chassis-3': 'java-chassis 3',
}

export const frameworkName = (plane: DataPlane, framework?: Framework): string =>
  `${productOf[plane].replace(/ \d$/, '')}${framework ? ` ${framework.version}` : ''}`

export const yes: Capability = { available: 'yes' }
/** There, with something to know about it: a code whose sentence names the framework. */
export const yesBut = (code: string, plane: DataPlane): Capability => ({
  available: 'yes',
  reason: { code, params: { framework: productOf[plane] } },
})
/** Missing, with the reason: a code whose sentence names the framework. */
export const no = (code: string, plane: DataPlane): Capability => ({
  available: 'no',
  reason: { code, params: { framework: productOf[plane] } },
})
const unknown: Capability = { available: 'unknown', reason: { code: 'framework-not-registered', params: {} } }

const rankOf = ({ available, reason }: Capability): number =>
  available === 'no' ? 0 : available === 'unknown' ? 1 : reason ? 2 : 3

/** A feature for several readers: what one lacks, all lack. */
const narrower = (one: Capability, other: Capability): Capability => (rankOf(other) < rankOf(one) ? other : one)

const wider = (one: Capability, other: Capability): Capability => (rankOf(other) > rankOf(one) ? other : one)

/** What one kind of policy is for one data plane. */
export interface KindRow {
  available: Capability
  /** Fields and operators of the kind's model, and scopes as `scope.from`. */
  features: Record<string, Capability>
  takesEffect: Capabilities['takesEffect']
  proof: Capabilities['proof']
}

/** Longest time in seconds until Mesher and go-chassis have a change; watching ones have it at once (servicecomb.md 3.2). */
export const secondsToForce = ({ refresh }: ServiceCombDeclaration): number | undefined =>
  refresh && (refresh.mode === 'watch' ? 1 : refresh.seconds)

/**
 * What readers of these planes can do with a kind: the least that all of them can who have the scope that is asked about, for a policy
 * is written to these alone. A scope is there when one of them has it. No known reader means that nothing is.
 */
export function capabilitiesFor(
  kind: PolicyKind,
  row: (plane: DataPlane) => KindRow,
  planes: DataPlane[],
  declaration: ServiceCombDeclaration,
  scope?: Scope,
): Capabilities {
  const able = planes.filter((plane) => hasScope(row(plane), scope))
  const rows = (able.length > 0 ? able : planes).map(row)
  const within = able.every((plane) => dialectOf(plane) === 'go') ? secondsToForce(declaration) : undefined
  const effects = new Set(rows.map(({ takesEffect }) => takesEffect))
  const known = rows.length > 0
  return {
    kind,
    available: rows.map(({ available }) => available).reduce(narrower, known ? yes : unknown),
    features: known ? { ...featuresOfAll(rows), ...scopesOfAny(planes.map(row)) } : featuresUnknown(row),
    takesEffect: !known || effects.has('unknown') ? 'unknown' : effects.has('after-restart') ? 'after-restart' : 'live',
    ...(within === undefined ? {} : { withinSeconds: within }),
    proof: (['live', 'stored'] as const).find((level) => rows.some(({ proof }) => proof === level)) ?? 'none',
  }
}

/** Which callers a policy is for, as the first word of its name says it. */
export type Scope = 'app' | 'caller' | 'from' | 'all' | 'group'

/** The scope that a policy's name means; undefined for other names. */
export const scopeIn = (name: string): Scope | undefined =>
  /^(app:|caller:[^:]+:)?group:/.test(name)
    ? 'group'
    : scopes.find((scope) => name === scope || name.startsWith(`${scope}:`))

const scopes = ['app', 'caller', 'from', 'all'] as const

/** Whether a data plane heeds policies of a scope; of a name without one, any does. */
export const hasScope = ({ features }: KindRow, scope: Scope | undefined): boolean =>
  features[`scope.${scope}`]?.available !== 'no'

/** Whether all of these heed a policy of a scope: the kind at all, and such a scope. */
export const heeded = (rows: readonly KindRow[], scope: Scope | undefined): Capability =>
  rows
    .flatMap(({ available, features }) => [available, features[`scope.${scope}`] ?? yes])
    .reduce(narrower, rows.length > 0 ? yes : unknown)

function featuresOfAll([first, ...others]: KindRow[]): Record<string, Capability> {
  return Object.fromEntries(
    Object.entries(first?.features ?? {}).map(([name, capability]) => [
      name,
      others.reduce((mine, { features }) => narrower(mine, features[name] ?? mine), capability),
    ]),
  )
}

/** Scopes that one of several readers has. */
function scopesOfAny(rows: KindRow[]): Record<string, Capability> {
  const all = rows.flatMap(({ features }) => Object.entries(features)).filter(([name]) => name.startsWith('scope.'))
  return Object.fromEntries(
    [...Map.groupBy(all, ([name]) => name)].map(([name, entries]) => [
      name,
      entries.map(([, capability]) => capability).reduce(wider),
    ]),
  )
}

const featuresUnknown = (row: (plane: DataPlane) => KindRow): Record<string, Capability> =>
  Object.fromEntries(Object.keys(row('mesher').features).map((name) => [name, unknown]))
