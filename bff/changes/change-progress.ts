import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { ChangeState, ChangeStep, Proof } from '#shared/features/changes/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { numberOf } from './change-id.ts'
import { LeaseLost, type TakenLease } from './lease.ts'
import type { Changes } from './tables.ts'

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

/** Until when a request waits for evidence; undefined when nothing is left to prove. */
export async function provingUntil(database: Changes, id: string): Promise<Instant | undefined> {
  const row = await database
    .selectFrom('change_request')
    .select('prove_until')
    .where('number', '=', numberOf(id))
    .executeTakeFirst()
  return row?.prove_until ?? undefined
}
