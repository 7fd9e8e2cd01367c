import { Problem } from '#shared/contract/problem.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import {
  type NativeDocument,
  type Policy,
  type PolicyEdit,
  type PolicyKind,
  type PolicyRef,
  noBase,
} from '#shared/mesh/policy.ts'
import type { ReadText, TypedDocument } from '#shared/mesh/policy-text.ts'
import type {
  CircuitHolders,
  Held,
  PolicyReader,
  PolicyTarget,
  ReadPolicy,
  ValuesBeside,
} from '../../ports/policy-target.ts'
import type { RegistrySnapshot } from '../../ports/registry.ts'
import type { DataPlane } from './frameworks.ts'
import { type Kie, type KieDocument, nativeOf } from './kie.ts'
import { writesByHand } from './kie-by-hand.ts'
import { writeDocuments } from './kie-write.ts'
import { asksFor, planesOf, readersNamed } from './readers.ts'
import type { PolledRegistry } from './registry.ts'

/** What Kie and the registry hold at one moment. */
export interface MeshState {
  documents: KieDocument[]
  snapshot: RegistrySnapshot
}

/** The documents as they would stand after an edit in the order of writing, or why there are none. */
export type Rendered = NativeDocument[] | 'invalid' | 'not-editable'

/** What an edit's check looks at. */
export interface Subject<Spec> {
  edit: PolicyEdit<Spec>
  before: Policy<Spec> | undefined
  after: Rendered
  snapshot: RegistrySnapshot
  /** Every document as last read. */
  documents: KieDocument[]
}

/**
 * What is special about a kind of policy whose documents lie in Kie; `kieTarget` does what all of them share. Pure but for `check`
 * and `proof`: what is read comes in as documents and a snapshot.
 */
export interface KieKind<Spec> {
  readonly kind: PolicyKind
  /** Every policy of the kind among the documents, sorted. */
  policiesIn(state: MeshState): Policy<Spec>[]
  /** The keys that a policy's documents can have; read anew before a write and after it. */
  keysOf(ref: PolicyRef): string[]
  /**
   * The documents after an edit with a spec. Their order is the order of writing; what is deleted goes in the reverse order of
   * `before.native`. What the model does not know stays byte for byte.
   */
  render(edit: PolicyEdit<Spec>, before: Policy<Spec> | undefined, state: MeshState): Rendered
  /** What typed documents of one reader say; undefined where they are no policy of this name. */
  parse(ref: PolicyRef, documents: readonly TypedDocument[], state: MeshState): ReadText<Spec> | undefined
  /** The documents that stand when a policy is gone, because they serve another one, too; none unless said. */
  remainder?(ref: PolicyRef, state: MeshState): NativeDocument[]
  /** Throws a problem for a policy that can only be read. */
  refuseUnwritable(ref: PolicyRef): void
  check(subject: Subject<Spec>, signal?: AbortSignal): Promise<Finding[]>
  capabilities(ref: PolicyRef, state: MeshState): Capabilities
  /** Whether readers of these data planes heed such a policy, with the reason where they do not. */
  heeds(policy: { ref: PolicyRef; spec: Spec }, planes: DataPlane[]): Capability
  /** What readers of these data planes can do with the kind, whatever the policy. */
  capabilitiesOf(planes: DataPlane[]): Capabilities
  /** Who reads the documents, and whether they hold them. */
  proof(policy: { ref: PolicyRef; native: NativeDocument[] }, state: MeshState, signal?: AbortSignal): Promise<Held>
  semanticsOf?: PolicyTarget<Spec>['semanticsOf']
  circuitsOf?(ref: PolicyRef, spec: Spec, state: MeshState): CircuitHolders[]
  /** What these data planes take from a policy beside nearer ones, of the documents that are enabled and that they read. */
  valuesBeside?: (policy: ReadPolicy, nearer: readonly ReadPolicy[], planes: DataPlane[]) => ValuesBeside
}

/** Policies of one kind in Kie: read leniently, written in order on the base that the editor saw, and read back. */
export function kieTarget<Spec>(
  kind: KieKind<Spec>,
  { kie, registry }: { kie: Kie; registry: PolledRegistry },
): PolicyTarget<Spec> {
  const beside = kind.valuesBeside

  async function state(): Promise<MeshState> {
    const [{ documents }, { value: snapshot }] = await Promise.all([kie.all(), registry.snapshot()])
    return { documents, snapshot }
  }

  async function readNow(ref: PolicyRef, signal?: AbortSignal) {
    const documents = (await Promise.all(kind.keysOf(ref).map((key) => kie.withKey(key, signal)))).flat()
    const policies = kind.policiesIn({ documents, snapshot: registry.current() })
    return { policy: policies.find((policy) => sameRef(policy.ref, ref)), documents }
  }

  /** A delete takes all documents but those that serve another policy, too. */
  function rendered(edit: PolicyEdit<Spec>, before: Policy<Spec> | undefined, documents: KieDocument[]): Rendered {
    const state = { documents, snapshot: registry.current() }
    if (edit.spec !== null) return kind.render(edit, before, state)
    return before ? (kind.remainder?.(edit.ref, state) ?? []) : []
  }

  return {
    kind: kind.kind,
    capabilities: async (ref) => kind.capabilities(ref, await state()),
    ...(kind.semanticsOf ? { semanticsOf: kind.semanticsOf } : {}),
    isReadBy: ({ native }, reader) => native.some(({ labels }) => asksFor(labels, reader, registry.current())),
    heeds: ({ ref, spec }, reader) =>
      // The policies that a target is asked about are its own, with specs of its kind.
      kind.heeds({ ref, spec: spec as Spec }, planesOf(readersNamed(registry.current(), reader))),
    ...(beside && {
      valuesBeside(policy: ReadPolicy, nearer: readonly ReadPolicy[], reader: PolicyReader) {
        const snapshot = registry.current()
        const read = ({ ref, native }: ReadPolicy): ReadPolicy => ({
          ref,
          native: native.filter(({ enabled, labels }) => enabled && asksFor(labels, reader, snapshot)),
        })
        const planes = planesOf(readersNamed(snapshot, reader))
        return beside(read(policy), nearer.map(read), planes)
      },
    }),
    ...(kind.circuitsOf && {
      circuitsOf: async (ref: PolicyRef, spec: Spec) => kind.circuitsOf?.(ref, spec, await state()) ?? [],
    }),
    async list() {
      const [{ documents, stamp }, { value: snapshot }] = await Promise.all([kie.all(), registry.snapshot()])
      return { value: kind.policiesIn({ documents, snapshot }), stamps: [stamp] }
    },
    read: async (ref, signal) => (await readNow(ref, signal)).policy,
    render(edit, before) {
      const after = rendered(edit, before, withStanding(kie.current(), before?.native ?? []))
      return typeof after === 'string' ? (before?.native ?? []) : after
    },
    parse: async (ref, documents) => kind.parse(ref, documents, await state()) ?? nothingSaid,
    async check(edit, before, signal) {
      const now = await state()
      return await kind.check({ edit, before, after: rendered(edit, before, now.documents), ...now }, signal)
    },
    async apply(edit, signal) {
      kind.refuseUnwritable(edit.ref)
      await registry.snapshot()
      const { policy: now, documents } = await readNow(edit.ref, signal)
      if ((now?.base ?? noBase) !== edit.base) return { conflict: true, theirs: now }
      const after = rendered(edit, now, documents)
      if (after === 'invalid') throw new Problem('invalid-input', { field: 'spec' })
      if (after === 'not-editable') throw new Problem('rule-not-editable')
      const before = now?.native ?? []
      // Documents of the policy may stand without being one by now.
      const standing = documents.map((document) => nativeOf(document))
      const own = await writeDocuments(kie, { before, standing, after }, signal)
      const stored = (await readNow(edit.ref, signal)).policy
      return own && equalDocuments(stored?.native ?? [], edit.spec === null ? [] : after)
        ? { conflict: false, stored }
        : { conflict: true, theirs: stored }
    },
    byHand: (before, after) => writesByHand(kie, before, after),
    proof: async (policy, signal) => kind.proof(policy, await state(), signal),
  }
}

const nothingSaid = { spec: null, understood: 'not', findings: [] } as const satisfies ReadText<never>

/** Documents as last read, but those of a policy as its editor saw them. */
function withStanding(documents: KieDocument[], native: NativeDocument[]): KieDocument[] {
  const seen = native.map(({ id = '', key, labels, text, enabled, revision }): KieDocument => ({
    id,
    key,
    labels,
    value: text,
    status: enabled ? 'enabled' : 'disabled',
    update_revision: Number(revision ?? 0),
  }))
  const ids = new Set(seen.map(({ id }) => id))
  return [...documents.filter(({ id }) => !ids.has(id)), ...seen]
}

const sameRef = (one: PolicyRef, other: PolicyRef): boolean =>
  one.namespace === other.namespace && one.service === other.service && one.name === other.name

const identityOf = ({ key, labels }: NativeDocument): string =>
  JSON.stringify([key, Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))])

function equalDocuments(one: NativeDocument[], other: NativeDocument[]): boolean {
  return (
    one.length === other.length &&
    one.every((document) => {
      const twin = other.find((each) => identityOf(each) === identityOf(document))
      return twin !== undefined && twin.text === document.text && twin.enabled === document.enabled
    })
  )
}
