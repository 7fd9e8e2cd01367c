import type { Kysely } from 'kysely'
import { instantOf } from '#shared/contract/instant.ts'
import type { AuditEntry, AuditEvent, AuditObject, AuditResult } from '#shared/features/audit/model.ts'
import { sha256, stableJson } from '../changes/normal-form.ts'
import { inTransaction } from '../store/in-transaction.ts'
import type { Doer } from './doer.ts'
import { createMonthTable } from './month-table.ts'
import { hashOfEntry, toRow } from './rows.ts'
import { type AuditDatabase, type AuditHeadRow, tableOf } from './tables.ts'

/** What is to be remembered of an act. */
export interface Act {
  readonly event: AuditEvent
  /** An `Actor` is one. */
  readonly by: Doer
  readonly object: AuditObject
  /** `done` unless said otherwise. */
  readonly result?: AuditResult | undefined
  /** `hashOf` what stood there before; left out where nothing stood there or nothing changed. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** What a reader wants to know besides, never a secret. Above 64 KiB of JSON only its size and hash are kept. */
  readonly details?: Readonly<Record<string, Json | undefined>> | undefined
}

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** Names a content: equal for values that are equal, whatever the order of their keys. */
export const hashOf = (content: unknown): string => sha256(stableJson(content))

/**
 * Appends an act to the audit log and answers its number. To be called in the transaction of the act itself, so that neither is there
 * without the other; then as its last step, since the head of the chain stays locked until it ends.
 */
export const record = <Tables>(database: Kysely<Tables>, act: Act, nowMs = Date.now()): Promise<number> =>
  inTransaction(database, async (transaction) => {
    const audit = transaction as unknown as AuditDatabase // the same database, whichever of its tables the caller has named
    const head = await lockHead(audit)
    const { at, month } = timeAfter(head, nowMs)
    if (month !== head.month) await beginMonth(audit, head, month)
    const entry = chained(head, { ...factsOf(act), at })
    await audit.insertInto(tableOf(month)).values(toRow(entry)).execute()
    await audit
      .updateTable('audit_head')
      .set({ rows: entry.number, hash: entry.hash, at, month })
      .where('name', '=', 'main')
      .execute()
    return entry.number
  })

/** Reads the end of the chain so that nobody else appends until the transaction ends: an update locks the row in any database. */
export const lockHead = (audit: AuditDatabase): Promise<AuditHeadRow> =>
  audit
    .updateTable('audit_head')
    .set((head) => ({ rows: head.ref('rows') }))
    .where('name', '=', 'main')
    .returningAll()
    .executeTakeFirstOrThrow()

/** Clocks of several copies differ; in the log time never goes back, so that a month that has ended stays so. */
export function timeAfter(head: AuditHeadRow, nowMs: number): { at: string; month: string } {
  const now = instantOf(nowMs)
  const at = now > head.at ? now : head.at
  return { at, month: at.slice(0, 7) }
}

/** Seals the month that has ended and makes the table of the new one. */
async function beginMonth(audit: AuditDatabase, { rows, hash, month: ended }: AuditHeadRow, month: string) {
  if (ended !== '') await sealMonth(audit, ended, hash)
  await createMonthTable(audit, month)
  await audit
    .insertInto('audit_month')
    .values({
      month,
      first: rows + 1,
      previous: hash,
      count: null,
      first_hash: null,
      last_hash: null,
      dropped_at: null,
    })
    .execute()
}

async function sealMonth(audit: AuditDatabase, month: string, lastHash: string): Promise<void> {
  const table = tableOf(month)
  const { count } = await audit
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const first = await audit.selectFrom(table).select('hash').orderBy('number').limit(1).executeTakeFirstOrThrow()
  await audit
    .updateTable('audit_month')
    .set({ count, first_hash: first.hash, last_hash: lastHash })
    .where('month', '=', month)
    .execute()
}

type Facts = Omit<AuditEntry, 'number' | 'at' | 'previous' | 'hash'>

const factsOf = ({ event, by, object, result = 'done', before, after, details = {} }: Act): Facts => ({
  event,
  actor: by.name,
  address: by.from?.address ?? null,
  requestId: by.from?.requestId ?? null,
  object,
  result,
  before: before ?? null,
  after: after ?? null,
  details: kept(details),
})

const mostDetails = 65_536

/** Details as they are stored: without what is undefined, and not without end. */
function kept(details: NonNullable<Act['details']>): AuditEntry['details'] {
  const text = stableJson(details)
  if (text.length > mostDetails) return { omittedBytes: Buffer.byteLength(text), hash: sha256(text) }
  return JSON.parse(text) as AuditEntry['details'] // made of JSON above
}

function chained(head: AuditHeadRow, facts: Facts & { at: string }): AuditEntry {
  const entry = { ...facts, number: head.rows + 1, previous: head.hash }
  return { ...entry, hash: hashOfEntry(entry) }
}
