import type { Permission } from '#shared/access/permission.ts'
import { type Visibility, seesService } from '#shared/access/visibility.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { type Actor, demand } from '../http/actor.ts'
import { type PolicyKinds, kindNamed } from './kind.ts'

/** Throws `not-permitted` unless the actor may propose changes of these policies: `changes:write` and the kind's own permission. */
export function demandWriting(actor: Actor, kinds: PolicyKinds, refs: readonly PolicyRef[]): void {
  for (const ref of refs)
    for (const permission of ['changes:write', kindNamed(kinds, ref.kind).write] as const)
      demandAt(actor, permission, ref)
}

/** Throws `not-permitted` unless the actor may have what others changed of these policies put back: no right to write the kind is needed. */
export function demandDriftRevert(actor: Actor, refs: readonly PolicyRef[]): void {
  for (const ref of refs)
    for (const permission of ['changes:write', 'drift:write'] as const) demandAt(actor, permission, ref)
}

/** Throws `not-permitted` unless the actor may read these policies. */
export function demandReading(actor: Actor, kinds: PolicyKinds, refs: readonly PolicyRef[]): void {
  for (const ref of refs) demandAt(actor, kindNamed(kinds, ref.kind).endpoints.permission, ref)
}

/** Whether a policy is seen: write permission follows the readers' namespace, visibility that namespace and the called service. */
export const seesPolicy = (visibility: Visibility, ref: PolicyRef): boolean =>
  seesService(visibility, { mesh: ref.mesh, namespace: ref.namespace, name: ref.service })

/** Whether an actor sees all policies of a change: none is shown in part. */
export const seesChange = (actor: Actor, { edits }: { edits: readonly { ref: PolicyRef }[] }): boolean =>
  edits.every(({ ref }) => seesPolicy(actor.visibility('changes:read', ref.mesh), ref))

/** Throws `not-permitted` unless the actor holds the permission where a policy is. */
export function demandAt(actor: Actor, permission: Permission, { mesh, namespace, service }: PolicyRef): void {
  demand(actor, permission, { mesh, namespace, service })
}
