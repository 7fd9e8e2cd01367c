import type { ChangeEdit } from '#shared/features/changes/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'

/**
 * Edits in the order in which they are written: what is new or changed comes before what goes, so that no moment is without a rule. Among
 * the first, a kind that others rest on (a lower rank) comes before them; among those that go, after them.
 */
export function inOrderOfWriting(edits: readonly ChangeEdit[], rankOf: (kind: PolicyKind) => number): ChangeEdit[] {
  const rank = ({ ref }: ChangeEdit) => rankOf(ref.kind)
  const goes = edits.filter(({ after }) => after === null)
  const stays = edits.filter(({ after }) => after !== null)
  return [
    ...stays.toSorted((one, other) => rank(one) - rank(other)),
    ...goes.toSorted((one, other) => rank(other) - rank(one)),
  ]
}
