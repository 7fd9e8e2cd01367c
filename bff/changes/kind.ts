import type { z } from 'zod'
import type { Permission } from '#shared/access/permission.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ObservedShare } from '#shared/features/changes/model.ts'
import type { Instant } from '#shared/contract/instant.ts'
import type { Policy, PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyEndpoints } from '#shared/mesh/policy-endpoints.ts'
import type { ConnectedMesh } from '../ports/mesh.ts'
import type { Changes } from './tables.ts'

/** What the recorded calls say of a policy that is live. */
export interface Evidence {
  shares: ObservedShare[]
  /** What still stands between `live` and `observed`; absent when the calls show what was asked for. */
  why?: { code: string; params: Record<string, string | number> }
}

/** How far a draft moves a weight at most, in per cent, in one part of its spec. */
export interface WeightStep {
  field: string
  step: number
}

/** Everything that the pipeline must know of a kind of policy; registered once in `app.ts`. */
export interface PolicyKindDefinition<Spec = unknown> {
  readonly kind: PolicyKind
  /** What it is read by. */
  readonly endpoints: PolicyEndpoints
  readonly write: Permission
  /** What a person may draft: strict. What does not parse is never written. */
  readonly draft: z.ZodType<Spec>
  /** A policy of this kind may not be switched on without a time at which it ends by itself. */
  readonly needsEnd?: boolean
  /** Longest time in seconds until such an end; where left out, as long as any change may have. */
  readonly longestSeconds?: number
  /** Within one request lower ranks are written first and deleted last, such as subsets before the routes that need them; 0 unless said. */
  readonly rank?: number
  /** False for what is no lasting wish of anybody, such as an instance's status: then nobody looks for what others write. */
  readonly tracked?: boolean
  /** Where and how far a spec moves weights, against the observed spec that stood there; left out where a kind has none. */
  weightSteps?(before: unknown, spec: Spec): WeightStep[]
  /** Keeps what the mesh has no place for, such as names, when a spec was written; part of the step's transaction. */
  remember?(database: Changes, ref: PolicyRef, spec: Spec): Promise<void>
  /** Gives a policy back what `remember` kept. */
  recall?(database: Changes, policy: Policy): Promise<Policy>
  /** Holds the calls since `since` against the spec; undefined where calls cannot show a policy of this kind. */
  observe?(mesh: ConnectedMesh, ref: PolicyRef, spec: Spec, since: Instant, signal?: AbortSignal): Promise<Evidence>
}

/** The kinds that can be written, by their word. */
export type PolicyKinds = ReadonlyMap<PolicyKind, PolicyKindDefinition>

/** Defines a kind. It keeps its spec's type to itself: the pipeline hands it only what its own `draft` parsed. */
export const policyKind = <Spec>(definition: PolicyKindDefinition<Spec>): PolicyKindDefinition =>
  // Sound as long as every spec passes `draft` before `remember` and `observe` get it.
  definition as unknown as PolicyKindDefinition

/** Registers kinds by their word. */
export const policyKinds = (...definitions: readonly PolicyKindDefinition[]): PolicyKinds =>
  new Map(definitions.map((definition) => [definition.kind, definition]))

/** The definition of a kind. Throws `not-found` for one that nobody registered. */
export function kindNamed(kinds: PolicyKinds, kind: PolicyKind): PolicyKindDefinition {
  const definition = kinds.get(kind)
  if (!definition) throw new Problem('not-found', { params: { noun: 'policy kind', id: kind }, field: 'kind' })
  return definition
}
