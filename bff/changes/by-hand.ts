import type { ManualWrites } from '#shared/features/changes/commands-api.ts'
import type { ChangeEdit, CheckResult } from '#shared/features/changes/model.ts'
import type { NativeDocument, PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import { type PolicyKinds, kindNamed } from './kind.ts'
import { inOrderOfWriting } from './order.ts'
import { targetOf } from './target.ts'

interface ByHandDeps {
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Documents of a policy before and after an edit; `after: null` where the policy goes, `left` what stays of its documents then. */
interface Documents {
  ref: PolicyRef
  before: readonly NativeDocument[]
  after: readonly NativeDocument[] | null
  left?: readonly NativeDocument[] | undefined
}

/** What writes a change without the console. Throws `not-found` where its mesh is not connected any more. */
export const byHand = (deps: ByHandDeps, edits: readonly ChangeEdit[]): ManualWrites =>
  writesOf(
    deps,
    edits.map(({ ref, before, after, remainder }) => ({
      ref,
      before: before?.native ?? [],
      after: after && after.native,
      left: remainder,
    })),
  )

/** What writes unsaved edits without the console, as they were checked without an error. */
export const byHandAsChecked = (
  deps: ByHandDeps,
  edits: readonly PolicyEdit[],
  checked: CheckResult['edits'],
): ManualWrites =>
  writesOf(
    deps,
    edits.map(({ ref, spec }, index): Documents => {
      const { before, after } = checked[index] ?? { before: [], after: [] }
      return spec === null ? { ref, before, after: null, left: after } : { ref, before, after }
    }),
  )

function writesOf({ meshes, kinds }: ByHandDeps, edits: readonly Documents[]): ManualWrites {
  const ordered = inOrderOfWriting(edits, (kind) => kinds.get(kind)?.rank ?? 0)
  return {
    writes: ordered.flatMap(({ ref, before, after, left = [] }) => {
      const target = targetOf(meshNamed(meshes, ref.mesh), kindNamed(kinds, ref.kind))
      return target.byHand(before, after ?? left).map((write) => ({ ...write, ref }))
    }),
  }
}
