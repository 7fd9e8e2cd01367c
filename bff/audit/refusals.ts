import type { Kysely } from 'kysely'
import { type Act, lockHead, record, timeAfter } from './audit.ts'
import { inTransaction } from '../store/in-transaction.ts'
import type { Doer } from './doer.ts'
import { type AuditDatabase, type AuditHeadRow, type AuditTables, tableOf } from './tables.ts'

/**
 * Records an act that may be tried again and again, a refusal above all: one entry for each actor, event, object and minute tells as
 * much as a thousand, and nobody can fill the log with them.
 */
export async function recordOnceAMinute<Tables>(database: Kysely<Tables>, act: Act, nowMs = Date.now()): Promise<void> {
  const audit = database as unknown as AuditDatabase // the same database, whichever of its tables the caller has named
  const head = audit.selectFrom('audit_head').selectAll().where('name', '=', 'main')
  // Asked first without the lock, so that a flood of refusals does not keep others from appending.
  if (await isTold(audit, await head.executeTakeFirstOrThrow(), act, nowMs)) return
  await inTransaction(audit, async (transaction) => {
    if (await isTold(transaction, await lockHead(transaction), act, nowMs)) return
    await record<AuditTables>(transaction, act, nowMs)
  })
}

async function isTold(audit: AuditDatabase, head: AuditHeadRow, { event, by, object }: Act, nowMs: number) {
  const { at, month } = timeAfter(head, nowMs)
  if (month !== head.month) return false
  const minute = `${at.slice(0, 16)}:00.000Z`
  const row = audit
    .selectFrom(tableOf(month))
    .select('number')
    .where('at', '>=', minute)
    .where('event', '=', event)
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .where('actor', by.name === null ? 'is' : '=', by.name)
  return (await row.limit(1).executeTakeFirst()) !== undefined
}

/** That somebody lacked a right: in a place, or for one change, by whose number whoever looks for that change finds it. */
export interface Refusal {
  by: Doer
  right: string
  place?: string
  change?: string
}

/** Records that somebody lacked a right: one entry for each actor, right or change, and minute. */
export const recordRefusal = <Tables>(
  database: Kysely<Tables>,
  { by, right, change, ...where }: Refusal,
  nowMs = Date.now(),
): Promise<void> => {
  const act =
    change === undefined
      ? { object: { kind: 'permission' as const, id: right }, details: where }
      : { object: { kind: 'change' as const, id: change }, details: { right, ...where } }
  return recordOnceAMinute(database, { event: 'permission-refused', by, result: 'refused', ...act }, nowMs)
}
