import type { AuditEvent } from '#shared/features/audit/model.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Act } from '../../audit/audit.ts'
import type { Actor } from '../../http/actor.ts'
import { noteChange } from '../audit.ts'
import { type Beside, moveChange } from '../change-progress.ts'
import { type Pipeline, announce, currentChange, goneAuthorOf } from '../pipeline.ts'
import type { ChangeEvent } from '../state.ts'
import type { Changes } from '../tables.ts'
import { demandEvent } from './may.ts'

/** What an event comes to, once it is known that it may happen. */
interface Coming {
  /** Columns that it sets. */
  beside?: Beside
  /** What else is kept in the same transaction, before the request moves. */
  keep?: (transaction: Changes, change: ChangeRequest) => Promise<void>
  audit: AuditEvent
  details?: Act['details']
}

/**
 * Has a person cause an event of the table. Whether they may is asked of the request as it stands in the very transaction that moves it:
 * two who act at the same moment act one after the other. Throws what keeps them from it.
 */
export async function cause(
  pipeline: Pick<Pipeline, 'database' | 'kinds' | 'actorNamed'>,
  actor: Actor,
  id: string,
  event: ChangeEvent,
  decide: (change: ChangeRequest, transaction: Changes) => Promise<Coming> | Coming,
): Promise<ChangeRequest> {
  const { database, kinds } = pipeline
  const gone = await goneAuthorOf(pipeline, await currentChange(database, id))
  return database.transaction().execute(async (transaction) => {
    const change = await currentChange(transaction, id)
    demandEvent({ kinds, actor, change, event, gone })
    const { beside, keep, audit, details } = await decide(change, transaction)
    await keep?.(transaction, change)
    if (!(await moveChange(transaction, change, event, { waits_for: null, ...beside }))) throw movedMeanwhile(change)
    const now = await currentChange(transaction, id)
    await noteChange(transaction, audit, now, actor, { details })
    return now
  })
}

/** Tells everybody of a request that moved, and answers it. */
export async function told(pipeline: Pipeline, change: ChangeRequest): Promise<ChangeRequest> {
  await announce(pipeline, change)
  return change
}

/** The refusal of an act on something that is no longer what the actor saw. */
export const movedMeanwhile = (theirs: ChangeRequest): Problem =>
  new Problem('change-moved', { params: { id: theirs.id }, theirs })

/** Throws `hash-moved` unless the actor saw what stands there. */
export function refuseOtherHash(change: ChangeRequest, seen: string): void {
  if (change.hash !== seen) throw new Problem('hash-moved', { params: { id: change.id }, theirs: change })
}
