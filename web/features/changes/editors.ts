import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { paths } from '../../paths.ts'

/** Where a policy of a change is edited. */
export interface EditorOfChange {
  ref: PolicyRef
  address: string
}

/** Where what a change asks for is edited: each policy that has an editor, is not to be deleted, and may be written by the reader. */
export const editorsOf = (
  { id, edits }: Pick<ChangeRequest, 'id' | 'edits'>,
  mayWrite: (ref: PolicyRef) => boolean,
): EditorOfChange[] =>
  edits
    .filter(({ ref, after }) => after !== null && ref.kind !== 'instance-status' && mayWrite(ref))
    .map(({ ref }) => ({
      ref,
      address: `${paths.policy({ ...ref, name: ref.service }, ref.kind, ref.name)}?change=${id}`,
    }))
