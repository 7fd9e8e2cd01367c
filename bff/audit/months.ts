import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { AuditHead, AuditMonth } from '#shared/features/audit/model.ts'
import { hashOf, lockHead, record } from './audit.ts'
import type { Doer } from './doer.ts'
import { type AuditDatabase, type AuditMonthRow, type AuditTables, tableOf } from './tables.ts'

/** The end of the chain. */
export async function readHead(audit: AuditDatabase): Promise<AuditHead> {
  const head = audit.selectFrom('audit_head').select(['rows', 'hash']).where('name', '=', 'main')
  return head.executeTakeFirstOrThrow()
}

/** Every month that ever was, oldest first. */
export const monthsOf = (audit: AuditDatabase): Promise<AuditMonthRow[]> =>
  audit.selectFrom('audit_month').selectAll().orderBy('month').execute()

/** Names the seals of dropped months, which the log tells at each drop: what is gone can so not be told otherwise later. */
export const sealsDigest = (dropped: readonly AuditMonthRow[]): string =>
  hashOf(
    dropped.map(({ month, first, previous, count, first_hash, last_hash }) => [
      month,
      first,
      previous,
      count,
      first_hash,
      last_hash,
    ]),
  )

/** A month as it is shown. */
export const toMonth = ({ month, first, count, first_hash, last_hash, dropped_at }: AuditMonthRow): AuditMonth => ({
  month,
  first,
  ...(count === null || first_hash === null || last_hash === null
    ? {}
    : { seal: { count, firstHash: first_hash, lastHash: last_hash } }),
  ...(dropped_at === null ? {} : { droppedAt: dropped_at }),
})

/**
 * Drops the rows of the oldest kept month and keeps its seal, which the log itself tells. Throws `not-found`, `audit-month-runs`,
 * `audit-month-not-oldest`. Whoever calls has walked the month before: broken rows are evidence.
 */
export const dropMonth = (audit: AuditDatabase, month: string, by: Doer): Promise<AuditMonthRow> =>
  audit.transaction().execute(async (transaction) => {
    await lockHead(transaction)
    const months = await monthsOf(transaction)
    const kept = months.filter(({ dropped_at }) => dropped_at === null)
    const meant = kept.find((each) => each.month === month)
    if (!meant) throw new Problem('not-found', { params: { noun: 'audit-month', id: month }, field: 'id' })
    if (meant.count === null) throw new Problem('audit-month-runs', { params: { month } })
    const oldest = kept[0]?.month ?? month
    if (oldest !== month) throw new Problem('audit-month-not-oldest', { params: { month, oldest } })

    const dropped = { ...meant, dropped_at: instantOf(Date.now()) }
    await transaction.schema.dropTable(tableOf(month)).execute()
    await transaction
      .updateTable('audit_month')
      .set({ dropped_at: dropped.dropped_at })
      .where('month', '=', month)
      .execute()
    const gone = months.filter((each) => each.dropped_at !== null || each.month === month)
    await record<AuditTables>(transaction, {
      event: 'audit-month-dropped',
      by,
      object: { kind: 'audit', id: month },
      details: { rows: meant.count, firstHash: meant.first_hash, lastHash: meant.last_hash, seals: sealsDigest(gone) },
    })
    return dropped
  })
