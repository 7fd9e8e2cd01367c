import type { Finding } from '#shared/contract/problem.ts'
import type { Reading } from '#shared/contract/reading.ts'
import type { Semantics } from '#shared/mesh/matching.ts'
import type { PolicyValue } from '#shared/features/effective-policies/values.ts'
import type { CircuitSemantics } from '#shared/features/circuit-breakers/circuit.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import type { NativeDocument, Policy, PolicyEdit, PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadText, TypedDocument } from '#shared/mesh/policy-text.ts'
import type { ManualWrite } from '#shared/mesh/manual-write.ts'
import type { InstanceProof } from '#shared/features/changes/model.ts'

/** A write that came too late: what stands there now. `theirs` is absent when the policy is gone. */
export interface Conflict {
  conflict: true
  theirs: Policy | undefined
}

/** What an instance's proxy holds at the moment, in the normal form that `sameContent` compares. */
export interface Held {
  instances: InstanceProof[]
  /** Longest time in seconds until every reader has a change; absent where unknown. */
  withinSeconds?: number
}

/** A service whose data plane reads policies, as a caller does. */
export interface PolicyReader {
  namespace: string
  service: string
  version?: string | undefined
}

/** Services of the readers' namespace whose data planes run the circuits of a policy, and how they do. */
export interface CircuitHolders {
  semantics: CircuitSemantics
  services: string[]
}

/** A policy as far as it must be known to tell what readers take from it. */
export type ReadPolicy = Pick<Policy, 'ref' | 'native'>

/** What is taken from a policy beside nearer ones; `all`: nothing of it is said by these. */
export interface ValuesBeside {
  values: PolicyValue[]
  all: boolean
}

/** Where policies of one kind live in one mesh: reads them leniently, writes them strictly, and proves what is live. */
export interface PolicyTarget<Spec = unknown> {
  readonly kind: PolicyKind
  /** What the data planes that read this policy can do; those that would read it, where it does not exist yet. */
  capabilities(ref: PolicyRef): Promise<Capabilities>
  /** Every policy of the kind in the mesh. A silent backend is a stamp, not an exception. */
  list(): Promise<Reading<Policy<Spec>[]>>
  /** One policy, read past every cache; undefined where there is none. Throws `backend-silent`. */
  read(ref: PolicyRef, signal?: AbortSignal): Promise<Policy<Spec> | undefined>
  /** The documents as they would stand after the edit; what the model does not know stays byte for byte. Empty for a delete. */
  render(edit: PolicyEdit<Spec>, before: Policy<Spec> | undefined): NativeDocument[]
  /**
   * What typed documents of one reader say, read as leniently as those in the mesh; nothing is written. Their YAML or JSON holds, as
   * `format` says. Without a spec where they are no policy of this name.
   */
  parse(ref: PolicyRef, documents: readonly TypedDocument[]): Promise<ReadText<Spec>>
  /** What the mesh's traps say of an edit. Throws only what a programmer did wrong. */
  check(edit: PolicyEdit<Spec>, before: Policy<Spec> | undefined, signal?: AbortSignal): Promise<Finding[]>
  /**
   * Writes, in an order without a gap, after comparing `edit.base` with what stands there as late as the backend allows,
   * reads back, and answers with the stored policy (undefined after a delete) or the conflict: a moved base is one whatever stands there
   * by now, for only who began a write before can tell that it was his. Throws `backend-*`.
   */
  apply(
    edit: PolicyEdit<Spec>,
    signal?: AbortSignal,
  ): Promise<{ conflict: false; stored: Policy<Spec> | undefined } | Conflict>
  /** What `apply` writes to come from documents to others, in its order, as commands for a shell; nothing is asked for. */
  byHand(before: readonly NativeDocument[], after: readonly NativeDocument[]): ManualWrite[]
  /**
   * How the data plane of a reader, a caller in the namespace, decides calls by a policy of this kind, where it differs from the model.
   * Absent for kinds that decide nothing about a call's route.
   */
  semanticsOf?(reader: PolicyReader): Semantics
  /** Whether the data plane of a reader reads any of a policy's documents. Absent where nobody reads them by themselves. */
  isReadBy?(policy: Pick<Policy, 'native'>, reader: PolicyReader): boolean
  /** Whether a reader's data plane heeds a policy that it reads, or what it makes of it instead. Heeded where this is absent. */
  heeds?(policy: Pick<Policy, 'ref' | 'spec'>, reader: PolicyReader): Capability
  /**
   * What readers still take from a policy although nearer ones of the kind are there: where they put settings together value by value.
   * Absent where the nearest policy holds whole.
   */
  valuesBeside?(policy: ReadPolicy, nearer: readonly ReadPolicy[], reader: PolicyReader): ValuesBeside
  /** Who would run the circuits of a policy, by how they do. Present for circuit breakers alone. */
  circuitsOf?(ref: PolicyRef, spec: Spec): Promise<CircuitHolders[]>
  /** Asks the instances that read the policy's documents whether they hold this content; those without an address are `unread`. */
  proof(policy: Policy<Spec> | { ref: PolicyRef; native: NativeDocument[] }, signal?: AbortSignal): Promise<Held>
}
