import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { type CheckDeps, type CheckedEdit, type Wish, checkEdits, hasMoved, hashOf, isError } from '../check.ts'
import { isRestoration } from '../restoring.ts'
import type { Changes } from '../tables.ts'

/** The edits of a request as they were asked for. */
export const editsOf = ({ edits }: ChangeRequest): PolicyEdit[] =>
  edits.map(({ ref, base, after }) => ({ ref, base, spec: after?.spec ?? null, enabled: after?.enabled ?? false }))

/** Whether a request gives back what stood in the mesh once, which need not be what a person may draft. */
export const givesBack = async (database: Changes, { id, reverts }: ChangeRequest): Promise<boolean> =>
  reverts !== undefined || (await isRestoration(database, id))

/** What a request was checked as, to be checked again. */
export async function wishOf(database: Changes, change: ChangeRequest): Promise<Wish> {
  const back = (await givesBack(database, change)) ? ('by-hand' as const) : undefined
  return { author: change.author, edits: editsOf(change), revertAt: change.revertAt, back, request: change.id }
}

/**
 * Why what was asked for is no longer what would be written: a base has moved, what would be written has, or a check finds an error by
 * now; undefined while all is as it was. Throws `backend-*`.
 */
export async function whyNotStanding(
  deps: CheckDeps,
  change: ChangeRequest,
  signal?: AbortSignal,
): Promise<Problem | undefined> {
  const checked = await checkEdits(deps, await wishOf(deps.database, change), signal)
  const moved = checked.find(hasMoved)
  if (moved) return baseMoved(moved)
  const errors = checked.flatMap(({ findings }) => findings).filter(isError)
  if (errors.length > 0) return new Problem('check-failed', { params: { count: errors.length }, findings: errors })
  return hashOf(checked, change.revertAt) === change.hash ? undefined : new Problem('payload-moved')
}

const baseMoved = ({ edit: { ref }, before }: CheckedEdit): Problem =>
  new Problem('base-moved-since', { params: { service: ref.service, name: ref.name }, theirs: before ?? null })
