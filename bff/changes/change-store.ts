import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { idOf, numberOf } from './change-id.ts'
import { fromRow } from './change-rows.ts'
import type { Changes } from './tables.ts'

/** A request before it has a number. */
export type NewChange = Omit<ChangeRequest, 'id' | 'revision' | 'steps' | 'appliedAt' | 'inverse'>

/** Keeps a new request, within a transaction; its steps wait, one an edit. */
export async function insertChange(transaction: Changes, change: NewChange): Promise<ChangeRequest> {
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
      revision: 1,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  const steps = inOrderOfWriting(change.edits).map(({ ref }, position) => ({
    change_number: number,
    position,
    policy: policyKey(ref),
    state: 'waiting',
    at: null,
    problem: null,
    inverse: null,
  }))
  await transaction.insertInto('change_step').values(steps).execute()
  const kept = await findChange(transaction, idOf(number))
  return kept ?? Promise.reject(new Error('a change that was just kept is gone'))
}

/** What is new or changed comes before what goes, so that no moment is without a rule. */
const inOrderOfWriting = (edits: readonly ChangeEdit[]): ChangeEdit[] =>
  edits.toSorted((one, other) => Number(one.after === null) - Number(other.after === null))

/** One request with its steps; undefined where there is none. */
export async function findChange(database: Changes, id: string): Promise<ChangeRequest | undefined> {
  const number = numberOf(id)
  const row = await database.selectFrom('change_request').selectAll().where('number', '=', number).executeTakeFirst()
  return row && fromRow(row, await stepsOf(database, [number]))
}

/** Requests by number, in the order of the numbers. */
export async function findChanges(database: Changes, numbers: readonly number[]): Promise<ChangeRequest[]> {
  if (numbers.length === 0) return []
  const rows = await database.selectFrom('change_request').selectAll().where('number', 'in', numbers).execute()
  const steps = await stepsOf(database, numbers)
  const byNumber = new Map(rows.map((row) => [row.number, fromRow(row, steps)]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}

const stepsOf = (database: Changes, numbers: readonly number[]) =>
  database.selectFrom('change_step').selectAll().where('change_number', 'in', numbers).orderBy('position').execute()
