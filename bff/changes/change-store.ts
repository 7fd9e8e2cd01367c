import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { Finding } from '#shared/contract/problem.ts'
import { ChangeEdit, ChangeId, ChangeRequest, ChangeState, ChangeStep, Proof } from '#shared/features/changes/model.ts'
import { PolicyEdit, policyKey } from '#shared/mesh/policy.ts'
import { LeaseLost, type TakenLease } from './lease.ts'
import { policyOfKey } from './policy-key.ts'
import type { ChangeRequestRow, ChangeStepRow, ChangeTables } from './tables.ts'

/** A request before it has a number. */
export type NewChange = Omit<ChangeRequest, 'id' | 'revision' | 'steps' | 'appliedAt' | 'inverse'>

/** Where changes are kept, and what their author sees of them. */
export type Changes = Kysely<ChangeTables>

export const numberOf = (id: string): number => Number(ChangeId.parse(id).slice('CR-'.length))
export const idOf = (number: number): string => `CR-${number}`

/** States in which a request still may change its policies, or stands half done. */
const open = [
  'draft',
  'in_review',
  'changes_requested',
  'approved',
  'scheduled',
  'suspended',
  'applying',
  'partially_applied',
  'reverting',
] as const satisfies ChangeState[]

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

/** Every request's number, newest first, with the policies that it touches. */
export async function changeIndex(
  database: Changes,
  state?: ChangeState,
): Promise<{ number: number; policies: string[] }[]> {
  let query = database
    .selectFrom('change_request')
    .innerJoin('change_step', 'change_step.change_number', 'change_request.number')
    .select(['number', 'policy'])
    .orderBy('number', 'desc')
  if (state) query = query.where('change_request.state', '=', state)
  const groups = Map.groupBy(await query.execute(), (row) => row.number)
  return [...groups].map(([number, rows]) => ({ number, policies: rows.map((row) => row.policy) }))
}

/** Requests that touch a policy and are not done with it. */
export async function openChangesOf(database: Changes, policy: string): Promise<{ id: string; author: string }[]> {
  const rows = await database
    .selectFrom('change_request')
    .innerJoin('change_step', 'change_step.change_number', 'change_request.number')
    .select(['number', 'author'])
    .where('policy', '=', policy)
    .where('change_request.state', 'in', open)
    .orderBy('number')
    .execute()
  return rows.map(({ number, author }) => ({ id: idOf(number), author }))
}

/** Numbers of the requests whose writing has begun and not ended. */
export async function interruptedChanges(database: Changes): Promise<{ id: string; mesh: string }[]> {
  const rows = await database
    .selectFrom('change_request')
    .select(['number', 'mesh'])
    .where('state', '=', 'applying')
    .orderBy('number')
    .execute()
  return rows.map(({ number, mesh }) => ({ id: idOf(number), mesh }))
}

/** Moves a request on; false when it no longer is in the state that the caller saw. */
export async function moveChange(database: Changes, id: string, from: ChangeState, to: ChangeState): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('change_request')
    .set((row) => ({ state: to, revision: row('revision', '+', 1) }))
    .where('number', '=', numberOf(id))
    .where('state', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Records a step under the lease. Throws `LeaseLost` for a holder of the past. */
export async function recordStep(
  database: Changes,
  lease: TakenLease,
  id: string,
  position: number,
  step: Pick<ChangeStep, 'state' | 'problem'> & { inverse?: PolicyEdit },
): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('change_step')
    .set({
      state: step.state,
      at: instantOf(Date.now()),
      problem: step.problem ? JSON.stringify(step.problem) : null,
      inverse: step.inverse ? JSON.stringify(step.inverse) : null,
    })
    .where('change_number', '=', numberOf(id))
    .where('position', '=', position)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('lease').select('name').where('name', '=', lease.name).where('fence', '=', lease.fence)),
    )
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new LeaseLost()
}

/** Ends the writing of a request. Throws `LeaseLost` for a holder of the past. */
export async function endWriting(
  database: Changes,
  lease: TakenLease,
  id: string,
  end: {
    state: ChangeState
    proof: Proof
    appliedAt: Instant | undefined
    proveUntil: Instant | undefined
  },
): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('change_request')
    .set((row) => ({
      state: end.state,
      proof: JSON.stringify(end.proof),
      applied_at: end.appliedAt ?? null,
      prove_until: end.proveUntil ?? null,
      revision: row('revision', '+', 1),
    }))
    .where('number', '=', numberOf(id))
    .where('state', '=', 'applying')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('lease').select('name').where('name', '=', lease.name).where('fence', '=', lease.fence)),
    )
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new LeaseLost()
}

/** Keeps the newest proof of a request; `proveUntil` absent when there is nothing left to wait for. */
export async function keepProof(
  database: Changes,
  id: string,
  proof: Proof,
  proveUntil: Instant | undefined,
): Promise<void> {
  await database
    .updateTable('change_request')
    .set((row) => ({
      proof: JSON.stringify(proof),
      prove_until: proveUntil ?? null,
      revision: row('revision', '+', 1),
    }))
    .where('number', '=', numberOf(id))
    .execute()
}

/** Applied requests that still wait for evidence. */
export async function changesToProve(database: Changes): Promise<string[]> {
  const rows = await database
    .selectFrom('change_request')
    .select('number')
    .where('prove_until', 'is not', null)
    .execute()
  return rows.map((row) => idOf(row.number))
}

/** Until when a request waits for evidence; undefined when nothing is left to prove. */
export async function provingUntil(database: Changes, id: string): Promise<Instant | undefined> {
  const row = await database
    .selectFrom('change_request')
    .select('prove_until')
    .where('number', '=', numberOf(id))
    .executeTakeFirst()
  return row?.prove_until ?? undefined
}

const stepsOf = (database: Changes, numbers: readonly number[]) =>
  database.selectFrom('change_step').selectAll().where('change_number', 'in', numbers).orderBy('position').execute()

const parsed = <Schema extends z.ZodType>(schema: Schema, json: string): z.output<Schema> =>
  schema.parse(JSON.parse(json))

function fromRow(row: Selectable<ChangeRequestRow>, steps: readonly Selectable<ChangeStepRow>[]): ChangeRequest {
  const own = steps.filter((step) => step.change_number === row.number)
  // What was written last is taken back first.
  const inverse = own.flatMap((step) => (step.inverse === null ? [] : parsed(PolicyEdit, step.inverse))).toReversed()
  return {
    id: idOf(row.number),
    mesh: row.mesh,
    title: row.title,
    reason: row.reason,
    author: row.author,
    state: ChangeState.parse(row.state),
    hash: row.hash,
    edits: parsed(z.array(ChangeEdit), row.edits),
    findings: parsed(z.array(Finding), row.findings),
    steps: own.map(stepFromRow),
    ...(inverse.length === 0 ? {} : { inverse }),
    proof: parsed(Proof, row.proof),
    createdAt: row.created_at,
    ...(row.applied_at === null ? {} : { appliedAt: row.applied_at }),
    revision: row.revision,
  }
}

const stepFromRow = (row: Selectable<ChangeStepRow>): ChangeStep => ({
  ref: policyOfKey(row.policy),
  state: ChangeStep.shape.state.parse(row.state),
  ...(row.at === null ? {} : { at: row.at }),
  ...(row.problem === null ? {} : { problem: parsed(ChangeStep.shape.problem.unwrap(), row.problem) }),
})
