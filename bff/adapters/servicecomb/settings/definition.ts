import type { Finding } from '#shared/contract/problem.ts'
import type { CircuitSemantics } from '#shared/features/circuit-breakers/circuit.ts'
import type { Capability } from '#shared/mesh/capability.ts'
import type { NativeDocument, Policy, PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import type { KindRow } from '../capability-rows.ts'
import type { DataPlane } from '../frameworks.ts'
import type { KieDocument } from '../kie.ts'
import type { Subject } from '../kie-target.ts'
import type { Together } from './beside.ts'
import type { Gathered, Held, KeyMeaning } from './gather.ts'

/** The values of a policy as one reader sees them, by field. */
export type Values = ReadonlyMap<string, string>

/** What values mean to a data plane. */
export interface ReadValues<Spec> {
  spec: Spec
  understood: Policy['understood']
  findings: Finding[]
}

/** What else a document may be made of. */
export interface MoreToWrite {
  enabled: boolean
  /** What the same readers have in force for another key, as far as `keysOf` names it; their own before the namespace's. */
  inForce(key: string): string | undefined
}

/** A document that has to stand: its key and its text. */
export interface WantedDocument {
  key: string
  field: string
  text: string
  format: NativeDocument['format']
}

/**
 * A kind whose policies are a handful of Kie documents each, one a field, the same for every reader: `cse.flowcontrol.*` and its kin, or
 * a match group with its policy. The rest — who reads, label sets, versions, reading back — is the same for all of them.
 */
export interface SettingsDefinition<Spec> {
  readonly kind: PolicyKind
  /** Which policy and field a key is, or which ones; undefined for keys of other kinds. Keys of both dialects. */
  meaningOf(key: string): KeyMeaning | KeyMeaning[] | undefined
  /** Fields in the order of writing; those that go are deleted in the reverse one. As `keysOf` tells them unless said. */
  readonly fieldOrder?: readonly string[]
  /** The same as a number by field, for kinds whose fields are not a handful. */
  rankOf?(field: string): number
  /** Whether the documents are one policy of the kind, and not only what another kind shares with it; true unless said. */
  isPolicy?(values: Values): boolean
  /** What the policy is called; undefined where such a subject makes no sense to these readers. */
  nameOf(gathered: Pick<Gathered, 'subject' | 'reader' | 'held'>): Pick<PolicyRef, 'service' | 'name'> | undefined
  /** The subject and the reading service of a policy; undefined for a name that is none of the kind's. */
  subjectOf(ref: PolicyRef): Pick<Gathered, 'subject' | 'reader'> | undefined
  /** Every key that the policy's documents can have, in any dialect, and those that `write` asks for; one that ends with `*` is a beginning. */
  keysOf(ref: PolicyRef): string[]
  /** Reads values leniently, as the data plane does. */
  read(values: Values, plane: DataPlane, subject: string): ReadValues<Spec>
  /**
   * The documents that say a drafted spec to a data plane, in the order of writing, made from what stands there so that what the
   * model does not know stays. `invalid` for what the strict schema or the plane refuses, `not-editable` for a text that cannot be edited.
   */
  write(
    spec: Spec,
    plane: DataPlane,
    ref: PolicyRef,
    before: Values,
    more: MoreToWrite,
  ): WantedDocument[] | 'invalid' | 'not-editable'
  /** Where values say by themselves whether they are on: then their documents are always enabled. Undefined where they do not. */
  enabledIn?(values: Values): boolean | undefined
  /** For documents that say something of another kind, too: what must stand when the policy is gone; nothing unless said. */
  afterDelete?(values: Values, plane: DataPlane, ref: PolicyRef, more: Pick<MoreToWrite, 'inForce'>): WantedDocument[]
  /** Whether two specs mean the same. */
  same(one: Spec, other: Spec): boolean
  /** Fields whose documents serve other policies, too, as long as one of these stands: they stay when this policy goes. */
  shared?(held: Held, documents: KieDocument[]): string[]
  /** The traps of the kind; labels, sizes and readers are looked at for every kind. */
  check(subject: Subject<Spec>, planes: DataPlane[], signal?: AbortSignal): Promise<Finding[]> | Finding[]
  /** What a data plane can say; at best where no policy is named. */
  row(plane: DataPlane, ref?: PolicyRef): KindRow
  /** Why a data plane that reads such a policy heeds nothing of what it says; undefined where it heeds some of it. */
  inertOn?(plane: DataPlane, ref: PolicyRef, spec: Spec): Capability | undefined
  readonly together: Together
  /** How a data plane runs the circuits of a policy; for circuit breakers alone. */
  circuitsOf?(plane: DataPlane, ref: PolicyRef, spec: Spec): CircuitSemantics | undefined
}
