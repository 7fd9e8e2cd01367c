import { Problem } from '#shared/contract/problem.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../ports/mesh.ts'
import type { PolicyTarget } from '../ports/policy-target.ts'
import type { Changes } from './tables.ts'
import { type PolicyKindDefinition, type PolicyKinds, kindNamed } from './kind.ts'

/** Where a kind of policy lives in a mesh. Throws `not-found` where the mesh has none of it. */
export function targetOf(mesh: ConnectedMesh, definition: PolicyKindDefinition): PolicyTarget {
  const target = mesh.target(definition.kind)
  if (!target) throw new Problem('not-found', { params: { noun: 'policy kind', id: definition.kind } })
  return target
}

/** A policy as it stands in the mesh now, with what only the console knows of it. Throws `backend-*`. */
export async function readPolicy(
  deps: { database: Changes; meshes: Meshes; kinds: PolicyKinds },
  ref: PolicyRef,
  signal?: AbortSignal,
): Promise<Policy | undefined> {
  const definition = kindNamed(deps.kinds, ref.kind)
  const policy = await targetOf(meshNamed(deps.meshes, ref.mesh), definition).read(ref, signal)
  return policy && recalled(deps.database, definition, policy)
}

/** A policy with what only the console knows of it, as far as its kind has such things. */
export const recalled = (
  database: Changes,
  definition: PolicyKindDefinition,
  policy: Policy,
): Promise<Policy> | Policy => definition.recall?.(database, policy) ?? policy
