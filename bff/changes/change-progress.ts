import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Updateable } from 'kysely'
import type { ChangeRequest, ChangeState, ChangeStep, Proof } from '#shared/features/changes/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { numberOf } from './change-id.ts'
import { LeaseLost, release, type TakenLease } from './lease.ts'
import { type ChangeEvent, after } from './state.ts'
import type { ChangeRequestRow, Changes } from './tables.ts'

/** Columns that an event sets beside the state. */
export type Beside = Omit<Updateable<ChangeRequestRow>, 'number' | 'state' | 'revision'>

/** A request as far as a caller must have seen it to change it. */
type SeenChange = Pick<ChangeRequest, 'id' | 'state' | 'revision'>

/** Moves a request on by an event of the table; false when it is no longer what the caller saw, or the event cannot happen. */
export async function moveChange(
  database: Changes,
  change: SeenChange,
  event: ChangeEvent,
  beside: Beside = {},
): Promise<boolean> {
  const to = after(change.state, event)
  return to !== undefined && updateChange(database, change, { ...beside, state: to })
}

/** Sets what stands beside the state of a request, which stays; false when it is no longer what the caller saw. */
export async function updateChange(
  database: Changes,
  { id, state, revision }: SeenChange,
  columns: Updateable<ChangeRequestRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('change_request')
    .set({ ...columns, revision: revision + 1 })
    .where('number', '=', numberOf(id))
    .where('state', '=', state)
    .where('revision', '=', revision)
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

/** Ends the writing of a request and gives its lease back. Throws `LeaseLost` for a holder of the past. */
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
  // Here and not only behind it: who is killed in between would keep the next write waiting until the lease runs out.
  await release(database, lease)
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

/** Until when a request waits for evidence; undefined when nothing is left to prove. */
export async function provingUntil(database: Changes, id: string): Promise<Instant | undefined> {
  const row = await database
    .selectFrom('change_request')
    .select('prove_until')
    .where('number', '=', numberOf(id))
    .executeTakeFirst()
  return row?.prove_until ?? undefined
}
