import type { ChangeEdit } from '#shared/features/changes/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'

/**
 * Edits in the order in which they are written: what is new or changed comes before what goes, so that no moment is without a rule. Among
 * the first, a kind that others rest on (a lower rank) comes before them; among those that go, after them.
 */
export function inOrderOfWriting<Edit extends Pick<ChangeEdit, 'ref'> & { after: unknown }>(
  edits: readonly Edit[],
  rankOf: (kind: PolicyKind) => number,
): Edit[] {
  const rank = ({ ref }: Edit) => rankOf(ref.kind)
  const goes = edits.filter(({ after }) => after === null)
  const stays = edits.filter(({ after }) => after !== null)
  return [
    ...stays.toSorted((one, other) => rank(one) - rank(other)),
    ...goes.toSorted((one, other) => rank(other) - rank(one)),
  ]
}
