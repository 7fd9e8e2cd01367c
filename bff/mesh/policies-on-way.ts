import type { EffectivePolicy, EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { isAbout, isOfGroup, nearness, sideOf } from '#shared/features/effective-policies/rank.ts'
import type { Policy, PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import type { Service } from '#shared/mesh/service.ts'
import type { ConnectedMesh } from '../ports/mesh.ts'
import type { PolicyReader, PolicyTarget, ValuesBeside } from '../ports/policy-target.ts'

/** Which calls are asked about. */
export interface AskedCalls {
  caller: PolicyReader | undefined
  callee: PolicyReader
}

/** One place on a call's way: a kind, and whose data plane applies it. */
export interface Place {
  kind: PolicyKind
  side: EffectiveStep['side']
  reader: PolicyReader
}

/** The places that a call passes, nearest to it first: what the caller's data plane applies, then what the called side's does. */
export function wayOf(
  mesh: ConnectedMesh,
  caller: PolicyReader | undefined,
  callee: PolicyReader | undefined,
): Place[] {
  return [
    ...(caller ? mesh.chainOf(caller).outgoing.map((kind) => ({ kind, side: 'caller' as const, reader: caller })) : []),
    ...(callee ? mesh.chainOf(callee).incoming.map((kind) => ({ kind, side: 'called' as const, reader: callee })) : []),
  ]
}

/** Whether a policy is about calls in one place of their way. */
export function concerns(ref: PolicyRef, { side, reader }: Place, { caller, callee }: AskedCalls): boolean {
  return sideOf(ref) === side && ref.namespace === reader.namespace && isAbout(ref, { caller, callee: callee.service })
}

/** What must be known of a policy to tell whether it holds. */
export type JudgedPolicy = Pick<Policy, 'ref' | 'spec' | 'enabled' | 'native'>

/**
 * Nearest first. The first one that its readers heed holds, and so does every match group's; of the others, what the data planes take from
 * them beside it.
 */
export function judged(
  policies: readonly JudgedPolicy[],
  target: PolicyTarget,
  readers: readonly PolicyReader[],
): EffectivePolicy[] {
  const nearest = policies.toSorted((one, other) => nearness(other.ref) - nearness(one.ref))
  const holding: JudgedPolicy[] = []
  return nearest.map((policy): EffectivePolicy => {
    const { ref, spec } = policy
    const standing = standingOf(policy, target, readers)
    if (standing.state !== 'in-force' || isOfGroup(ref)) return { ref, spec, ...standing }
    const [first] = holding
    const beside = first && besideThem(policy, holding, target, readers)
    holding.push(policy)
    if (!first || beside?.all) return { ref, spec, state: 'in-force' }
    const by = { service: first.ref.service, name: first.ref.name }
    const { values = [] } = beside ?? {}
    return values.length > 0
      ? { ref, spec, state: 'partly-overridden', by, values }
      : { ref, spec, state: 'overridden', by }
  })
}

/** What any of the readers takes from a policy beside nearer ones. */
function besideThem(
  policy: JudgedPolicy,
  nearer: readonly JudgedPolicy[],
  target: PolicyTarget,
  readers: readonly PolicyReader[],
): ValuesBeside {
  const each = readers
    .filter((reader) => target.isReadBy?.(policy, reader) ?? true)
    .map((reader) => target.valuesBeside?.(policy, nearer, reader) ?? { values: [], all: false })
  return { values: [...new Set(each.flatMap(({ values }) => values))], all: each.every(({ all }) => all) }
}

function standingOf(
  policy: JudgedPolicy,
  target: PolicyTarget,
  readers: readonly PolicyReader[],
): Pick<EffectivePolicy, 'state' | 'reason'> {
  if (!policy.enabled) return { state: 'off' }
  const reading = readers.filter((reader) => target.isReadBy?.(policy, reader) ?? true)
  if (reading.length === 0) return { state: 'unread' }
  const heeded = reading.map(
    (reader) => target.heeds?.(policy, reader) ?? { available: 'yes' as const, reason: undefined },
  )
  const refusal = heeded.every(({ available }) => available === 'no') ? heeded[0] : undefined
  if (!refusal) return { state: 'in-force' }
  return { state: 'ignored', ...(refusal.reason && { reason: refusal.reason }) }
}

/** Who a caller that nobody names may be: a version of each framework that is registered in a namespace, since that decides what is read. */
export function anybodyIn(namespace: string, services: readonly Service[]): PolicyReader[] {
  const readers = services
    .filter((service) => service.namespace === namespace)
    .flatMap(({ name, versions }) =>
      versions.map(({ version, framework }) => ({ framework, reader: { namespace, service: name, version } })),
    )
  const byFramework = Map.groupBy(readers, ({ framework }) => JSON.stringify(framework ?? null))
  return [...byFramework.values()].flatMap(([first]) => first?.reader ?? [])
}

/** A reader by its version, or by each one that is registered where no version was asked for. */
export function everyVersion(reader: PolicyReader, services: readonly Service[]): PolicyReader[] {
  if (reader.version !== undefined) return [reader]
  const known = services.find(({ namespace, name }) => namespace === reader.namespace && name === reader.service)
  const versions = known?.versions.map(({ version }) => ({ ...reader, version })) ?? []
  return versions.length > 0 ? versions : [reader]
}
