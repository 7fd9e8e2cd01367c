import { z } from 'zod'
import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Caller, RuleBook, RuleInForce } from '#shared/features/impact/destiny.ts'
import type { RoutableRoute } from '#shared/features/route-rules/engine.ts'
import { ObservedRouteRule, RouteRule } from '#shared/features/route-rules/model.ts'
import type { NativeDocument, Policy, PolicyEdit } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'

/** A policy as far as it decides calls. */
interface DecidingPolicy {
  name: string
  native: NativeDocument[]
  rule: RuleInForce
}

/** The rules about a called service as they are, as they would be, and what is wrong with the drafts. */
export interface RuleBooks {
  before: DecidingPolicy[]
  after: DecidingPolicy[]
  findings: Finding[]
}

/** An edit with its place in the request. */
export interface PlacedEdit {
  edit: PolicyEdit
  field: string
}

/** What the rules about a service are before and after edits. Disabled ones decide nothing. */
export function ruleBooks(policies: readonly Policy[], edits: readonly PlacedEdit[], target: PolicyTarget): RuleBooks {
  const findings: Finding[] = []
  const edited = edits.flatMap(({ edit, field }) => {
    if (edit.spec === null || !edit.enabled) return []
    const parsed = parseWith(RouteRule, edit.spec)
    if (!parsed.ok) {
      findings.push(
        ...parsed.findings.map((finding) => ({ ...finding, field: [`${field}.spec`, finding.field].join('.') })),
      )
      return []
    }
    const native = target.render(
      edit,
      policies.find(({ ref }) => ref.name === edit.ref.name),
    )
    const routes = withEffects(parsed.value, edit.spec)
    return [{ name: edit.ref.name, native, rule: { policy: edit.ref.name, routes, whole: true } }]
  })
  const names = new Set(edits.map(({ edit }) => edit.ref.name))
  return {
    before: deciding(policies),
    after: [...deciding(policies.filter(({ ref }) => !names.has(ref.name))), ...edited],
    findings,
  }
}

const deciding = (policies: readonly Policy[]): DecidingPolicy[] =>
  policies.flatMap(({ ref, native, spec, enabled, understood }) => {
    const { data } = ObservedRouteRule.safeParse(spec)
    if (!enabled) return []
    const rule = { policy: ref.name, routes: data?.routes ?? [], whole: data !== undefined && understood !== 'not' }
    return [{ name: ref.name, native, rule }]
  })

const Effects = z.object({ routes: z.array(z.looseObject({ effect: z.enum(['never', 'unknown']).optional() })) })

/** What a data plane makes of routes that say more than the model is no part of a draft, but holds for those that are kept. */
function withEffects({ routes }: RouteRule, spec: unknown): RoutableRoute[] {
  const effects = Effects.safeParse(spec).data?.routes ?? []
  return routes.map((route, index) => {
    const effect = effects[index]?.effect
    return effect ? { ...route, effect } : route
  })
}

/**
 * Reads such policies as the data planes of callers do: of those whose documents reach a caller the one that is about it most closely
 * decides alone.
 */
export function ruleBook(
  policies: readonly DecidingPolicy[],
  isReadBy: NonNullable<PolicyTarget['isReadBy']>,
): RuleBook {
  return {
    ruleOf: (caller) =>
      policies
        .filter((policy) => isReadBy(policy, caller))
        .toSorted((one, other) => closeness(other.name, caller) - closeness(one.name, caller))
        .at(0)?.rule,
  }
}

/** How closely a policy of this name is about a caller: its version, itself, every caller, or something of another form. */
function closeness(name: string, { service, version }: Caller): number {
  if (name === `caller:${service}@${version}`) return 3
  if (name === `caller:${service}`) return 2
  return name === 'app' ? 1 : 0
}
