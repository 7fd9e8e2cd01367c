import type { Reading } from '#shared/contract/reading.ts'
import type { EffectivePolicy, EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { isAbout, isOfGroup, nearness, sideOf } from '#shared/features/effective-policies/rank.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import type { Service } from '#shared/mesh/service.ts'
import type { PolicyKindDefinition } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { PolicyReader, PolicyTarget } from '../../ports/policy-target.ts'

/** Which calls are asked about. */
export interface AskedCalls {
  caller: PolicyReader | undefined
  callee: PolicyReader
}

interface Asked {
  calls: AskedCalls
  sees(ref: PolicyRef): boolean
}

type Side = EffectiveStep['side']

/**
 * What calls meet on their way, step by step: first what the caller's data plane applies in its order, then what the called side's does.
 * Without a caller the called service stands for one of its namespace, since most policies there are for every caller.
 */
export async function effectivePolicies(
  mesh: ConnectedMesh,
  kinds: readonly PolicyKindDefinition[],
  { calls, sees }: Asked,
): Promise<Reading<EffectiveStep[]>> {
  const { callee, caller = callee } = calls
  const { value: registry } = await mesh.registry.snapshot()
  const versionsOf = (reader: PolicyReader): PolicyReader[] => everyVersion(reader, registry.services)
  const way = [
    ...mesh.chainOf(caller).outgoing.map((kind) => ({ kind, side: 'caller' as const, reader: caller })),
    ...mesh.chainOf(callee).incoming.map((kind) => ({ kind, side: 'called' as const, reader: callee })),
  ]
  const readable = new Set(kinds.map(({ kind }) => kind))
  const targets = [...new Set(way.map(({ kind }) => kind))].flatMap((kind) =>
    readable.has(kind) ? (mesh.target(kind) ?? []) : [],
  )
  const lists = await Promise.all(targets.map(async (target) => ({ target, ...(await target.list()) })))
  const stamps = lists.flatMap((list) => list.stamps)
  return {
    value: way.flatMap(({ kind, side, reader }): EffectiveStep[] => {
      const found = lists.find(({ target }) => target.kind === kind)
      if (!found) return []
      const own = found.value.filter((policy) => sees(policy.ref) && concerns(policy.ref, side, calls, reader))
      return [{ kind, side, policies: judged(own, found.target, versionsOf(reader)) }]
    }),
    // One stamp a source, however many kinds lie there.
    stamps: stamps.filter((stamp, index) => stamps.findIndex(({ source }) => source === stamp.source) === index),
  }
}

function concerns(ref: PolicyRef, side: Side, { caller, callee }: AskedCalls, reader: PolicyReader): boolean {
  return sideOf(ref) === side && ref.namespace === reader.namespace && isAbout(ref, { caller, callee: callee.service })
}

/** Nearest first; the first one that its reader heeds holds, and so does every match group's. */
function judged(
  policies: readonly Policy[],
  target: PolicyTarget,
  readers: readonly PolicyReader[],
): EffectivePolicy[] {
  const nearest = policies.toSorted((one, other) => nearness(other.ref) - nearness(one.ref))
  let holding: PolicyRef | undefined
  return nearest.map((policy): EffectivePolicy => {
    const { ref, spec } = policy
    const standing = standingOf(policy, target, readers)
    if (standing.state !== 'in-force' || isOfGroup(ref)) return { ref, spec, ...standing }
    if (holding) return { ref, spec, state: 'overridden', by: { service: holding.service, name: holding.name } }
    holding = ref
    return { ref, spec, state: 'in-force' }
  })
}

function standingOf(
  policy: Policy,
  target: PolicyTarget,
  readers: readonly PolicyReader[],
): Pick<EffectivePolicy, 'state' | 'reason'> {
  if (!policy.enabled) return { state: 'off' }
  const reading = readers.filter((reader) => target.isReadBy?.(policy, reader) ?? true)
  if (reading.length === 0) return { state: 'unread' }
  const heeded = reading.map(
    (reader) => target.heeds?.(policy.ref, reader) ?? { available: 'yes' as const, reason: undefined },
  )
  const refusal = heeded.every(({ available }) => available === 'no') ? heeded[0] : undefined
  if (!refusal) return { state: 'in-force' }
  return { state: 'ignored', ...(refusal.reason && { reason: refusal.reason }) }
}

/** A reader by its version, or by each one that is registered where no version was asked for. */
function everyVersion(reader: PolicyReader, services: readonly Service[]): PolicyReader[] {
  if (reader.version !== undefined) return [reader]
  const known = services.find(({ namespace, name }) => namespace === reader.namespace && name === reader.service)
  const versions = known?.versions.map(({ version }) => ({ ...reader, version })) ?? []
  return versions.length > 0 ? versions : [reader]
}
