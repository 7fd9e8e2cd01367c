import type { Reading } from '#shared/contract/reading.ts'
import type { EffectiveStep } from '#shared/features/effective-policies/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyKindDefinition } from '../../changes/kind.ts'
import { type AskedCalls, concerns, everyVersion, judged, wayOf } from '../../mesh/policies-on-way.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'

interface Asked {
  calls: AskedCalls
  sees(ref: PolicyRef): boolean
}

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
  const way = wayOf(mesh, caller, callee)
  const readable = new Set(kinds.map(({ kind }) => kind))
  const targets = [...new Set(way.map(({ kind }) => kind))].flatMap((kind) =>
    readable.has(kind) ? (mesh.target(kind) ?? []) : [],
  )
  const lists = await Promise.all(targets.map(async (target) => ({ target, ...(await target.list()) })))
  const stamps = lists.flatMap((list) => list.stamps)
  return {
    value: way.flatMap((place): EffectiveStep[] => {
      const { kind, side, reader } = place
      const found = lists.find(({ target }) => target.kind === kind)
      if (!found) return []
      const own = found.value.filter((policy) => sees(policy.ref) && concerns(policy.ref, place, calls))
      return [{ kind, side, policies: judged(own, found.target, everyVersion(reader, registry.services)) }]
    }),
    // One stamp a source, however many kinds lie there.
    stamps: stamps.filter((stamp, index) => stamps.findIndex(({ source }) => source === stamp.source) === index),
  }
}
