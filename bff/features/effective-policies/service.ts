import type { Reading } from '#shared/contract/reading.ts'
import type { EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { type PolicyKinds, kindNamed } from '../../changes/kind.ts'
import type { Actor } from '../../http/actor.ts'
import { type AskedCalls, anybodyIn, concerns, everyVersion, judged, wayOf } from '../../mesh/policies-on-way.ts'
import { sightOf, told } from '../../mesh/told-policies.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'

interface Asked {
  mesh: ConnectedMesh
  kinds: PolicyKinds
  actor: Actor
}

/**
 * What calls meet on their way, step by step, as far as the actor may read and see it: first what the caller's data plane applies in its
 * order, then what the called side's does. Without a caller it is anybody's of the called service's namespace, since most policies there are
 * for every caller.
 */
export async function effectivePolicies(
  { mesh, kinds, actor }: Asked,
  calls: AskedCalls,
): Promise<Reading<EffectiveStep[]>> {
  const { callee, caller = callee } = calls
  const { value: registry } = await mesh.registry.snapshot()
  const way = wayOf(mesh, caller, callee).filter(({ kind }) => kinds.has(kind))
  const places = way.map((place) => ({
    place,
    sees: sightOf(actor, kindNamed(kinds, place.kind), { mesh: mesh.name, place, callee: callee.service }),
  }))
  const readable = new Set(places.flatMap(({ place, sees }) => (sees ? [place.kind] : [])))
  const targets = [...readable].flatMap((kind) => mesh.target(kind) ?? [])
  const lists = await Promise.all(targets.map(async (target) => ({ target, ...(await target.list()) })))
  const stamps = lists.flatMap((list) => list.stamps)

  function stepAt({ place, sees }: (typeof places)[number]): EffectiveStep[] {
    const { kind, side, reader } = place
    if (!mesh.target(kind)) return []
    const found = lists.find(({ target }) => target.kind === kind)
    if (!sees || !found) return [{ kind, side, withheld: true, policies: [] }]
    const own = found.value.filter((policy) => concerns(policy.ref, place, calls))
    const isAnybody = side === 'caller' && calls.caller === undefined
    const anybody = isAnybody ? anybodyIn(reader.namespace, registry.services) : []
    const readers = anybody.length > 0 ? anybody : everyVersion(reader, registry.services)
    const all = judged(own, found.target, readers)
    return [{ kind, side, ...told(all, sees) }]
  }

  return {
    value: places.flatMap(stepAt),
    // One stamp a source, however many kinds lie there.
    stamps: stamps.filter((stamp, index) => stamps.findIndex(({ source }) => source === stamp.source) === index),
  }
}
