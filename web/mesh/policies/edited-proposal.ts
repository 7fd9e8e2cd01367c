import type { z } from 'zod'
import type { ChangeProposal, ChangeRequest } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'

/**
 * The next round of a request: what was edited takes the place of what the request asked for those policies, the rest of it stays, and so
 * does its end where no other one is chosen. `revision` is what the editor saw of the request.
 */
export function editedProposal(
  request: Pick<ChangeRequest, 'edits' | 'revertAt' | 'revision'>,
  { title, reason, edits, revertAt = request.revertAt }: z.input<typeof ChangeProposal>,
): z.input<typeof ChangeProposal> & { revision: number } {
  const edited = new Map(edits.map((edit) => [policyKey(edit.ref), edit]))
  const all = request.edits.map(
    ({ ref, base, after }) =>
      edited.get(policyKey(ref)) ?? { ref, base, spec: after?.spec ?? null, enabled: after?.enabled ?? false },
  )
  return { title, reason, edits: all, ...(revertAt && { revertAt }), revision: request.revision }
}
