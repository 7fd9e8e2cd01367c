import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { paths } from '../../paths.ts'

/** Where what a change asks for is edited: one address for each policy that has an editor and is not to be deleted. */
export const editorsOf = ({ id, edits }: Pick<ChangeRequest, 'id' | 'edits'>): string[] =>
  edits
    .filter(({ ref, after }) => after !== null && ref.kind !== 'instance-status')
    .map(({ ref }) => `${paths.policy({ ...ref, name: ref.service }, ref.kind, ref.name)}?change=${id}`)
