import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyKindDefinition } from '../changes/kind.ts'
import { seesPolicy } from '../changes/permission.ts'
import type { Actor } from '../http/actor.ts'
import type { Place } from './policies-on-way.ts'

/** Which policies somebody may be told of. */
export type Sees = (ref: PolicyRef) => boolean

/**
 * Which policies of a kind somebody may be told of in one place of the way to a called service; undefined where the kind may not be read
 * there, by the namespace of those who read the policies.
 */
export function sightOf(
  actor: Actor,
  { endpoints: { permission } }: PolicyKindDefinition,
  { mesh, place, callee }: { mesh: string; place: Place; callee: string },
): Sees | undefined {
  if (!actor.may(permission, { mesh, namespace: place.reader.namespace, service: callee })) return undefined
  const visibility = actor.visibility(permission, mesh)
  return (ref) => seesPolicy(visibility, ref)
}

interface Judged {
  ref: PolicyRef
  by?: { service: string; name: string } | undefined
}

/** Judged policies as somebody may be told of them: whoever holds instead is named to those who see it, and what is left out is said. */
export function told<One extends Judged>(all: readonly One[], sees: Sees): { policies: One[]; withheld: boolean } {
  const seen = all.filter(({ ref }) => sees(ref))
  const policies = seen.map((policy): One => {
    const { by, ...rest } = policy
    // Without the name of a hidden one it is the same in all else.
    return by && !sees({ ...policy.ref, ...by }) ? (rest as One) : policy
  })
  return { policies, withheld: seen.length < all.length }
}
