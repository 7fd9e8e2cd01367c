import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import type { ReviewFields, ReviewNeed, WaitsFor } from '#shared/features/changes/review.ts'
import { type PolicyKind, policyKey } from '#shared/mesh/policy.ts'
import { idOf, numberOf } from './change-id.ts'
import { fromRow } from './change-rows.ts'
import { inOrderOfWriting } from './order.ts'
import type { Changes } from './tables.ts'

/** A request before it has a number: in its first round, which nobody has reviewed. */
export interface NewChange extends Omit<
  ChangeRequest,
  'id' | 'revision' | 'steps' | 'appliedAt' | 'inverse' | 'timedRevert' | 'revertedBy' | keyof ReviewFields
> {
  needs: ReviewNeed[]
  waitsFor?: WaitsFor | undefined
}

/** Keeps a new request, within a transaction; its steps wait, one an edit, in the order of writing. */
export async function insertChange(
  transaction: Changes,
  change: NewChange,
  rankOf: (kind: PolicyKind) => number = () => 0,
): Promise<ChangeRequest> {
  const { number } = await transaction
    .insertInto('change_request')
    .values({
      mesh: change.mesh,
      title: change.title,
      reason: change.reason,
      author: change.author,
      state: change.state,
      hash: change.hash,
      edits: JSON.stringify(change.edits),
      findings: JSON.stringify(change.findings),
      proof: JSON.stringify(change.proof),
      created_at: change.createdAt,
      applied_at: null,
      prove_until: null,
      revert_at: change.revertAt ?? null,
      reverts: change.reverts === undefined ? null : numberOf(change.reverts),
      round: 1,
      round_at: change.createdAt,
      needs: JSON.stringify(change.needs),
      contributors: JSON.stringify([change.author]),
      requested_reviewers: '[]',
      waits_for: change.waitsFor ? JSON.stringify(change.waitsFor) : null,
      revision: 1,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  await insertSteps(transaction, number, change.edits, rankOf)
  const kept = await findChange(transaction, idOf(number))
  return kept ?? Promise.reject(new Error('a change that was just kept is gone'))
}

/** Keeps the steps of a request, one an edit, in the order of writing; none has begun. */
export async function insertSteps(
  transaction: Changes,
  number: number,
  edits: readonly ChangeEdit[],
  rankOf: (kind: PolicyKind) => number,
): Promise<void> {
  const steps = inOrderOfWriting(edits, rankOf).map(({ ref }, position) => ({
    change_number: number,
    position,
    policy: policyKey(ref),
    state: 'waiting',
    at: null,
    problem: null,
    inverse: null,
  }))
  await transaction.insertInto('change_step').values(steps).execute()
}

/** One request with its steps; undefined where there is none. */
export async function findChange(database: Changes, id: string): Promise<ChangeRequest | undefined> {
  return (await findChanges(database, [numberOf(id)]))[0]
}

/** Requests by number, in the order of the numbers. */
export async function findChanges(database: Changes, numbers: readonly number[]): Promise<ChangeRequest[]> {
  if (numbers.length === 0) return []
  const rows = await database.selectFrom('change_request').selectAll().where('number', 'in', numbers).execute()
  const beside = {
    steps: await database
      .selectFrom('change_step')
      .selectAll()
      .where('change_number', 'in', numbers)
      .orderBy('position')
      .execute(),
    reviews: await database
      .selectFrom('change_review')
      .selectAll()
      .where('change_number', 'in', numbers)
      .orderBy('number')
      .execute(),
    timers: await database.selectFrom('timed_revert').selectAll().where('change_number', 'in', numbers).execute(),
    reverting: await database
      .selectFrom('change_request')
      .select(['number', 'reverts'])
      .where('reverts', 'in', numbers)
      .where('state', '=', 'applied')
      .orderBy('number', 'desc')
      .execute(),
  }
  const byNumber = new Map(rows.map((row) => [row.number, fromRow(row, beside)]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}
