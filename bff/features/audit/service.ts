import { Problem } from '#shared/contract/problem.ts'
import type { AuditFilter, VerificationStep } from '#shared/features/audit/api.ts'
import type { AuditEntry, AuditHead, AuditMonth } from '#shared/features/audit/model.ts'
import { record } from '../../audit/audit.ts'
import type { Doer } from '../../audit/doer.ts'
import { dropMonth, monthsOf, readHead, toMonth } from '../../audit/months.ts'
import { countEntries, entriesOf, findEntry } from '../../audit/search.ts'
import type { AuditDatabase, AuditTables } from '../../audit/tables.ts'
import { BrokenChain, rowsOf, verify } from '../../audit/verify.ts'
import type { Download } from '../../http/download.ts'
import { csvHead, csvLine } from './csv.ts'

/** One entry. Throws `not-found`. */
export async function readEntry(audit: AuditDatabase, id: string): Promise<AuditEntry> {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0
  const entry = await findEntry(audit, number)
  if (entry) return entry
  throw new Problem('not-found', { params: { noun: 'audit-entry', id }, field: 'id' })
}

const lines = { ndjson: (entry: AuditEntry) => `${JSON.stringify(entry)}\n`, csv: csvLine }

/** What a filter finds now as a file. That it was taken away is itself an entry, which stands behind its end. */
export async function exportEntries(
  audit: AuditDatabase,
  filter: AuditFilter,
  format: keyof typeof lines,
  by: Doer,
): Promise<Download> {
  const head = await readHead(audit)
  const entries = await countEntries(audit, filter)
  await record<AuditTables>(audit, {
    event: 'audit-exported',
    by,
    object: { kind: 'audit', id: format },
    details: { filter, entries, upTo: head.rows },
  })
  async function* text() {
    if (format === 'csv') yield csvHead
    for await (const entry of entriesOf(audit, filter, head.rows)) yield lines[format](entry)
  }
  return { name: `audit-${head.rows}.${format}`, text: text() }
}

/** Walks the chain; what it came to is itself an entry, which stands behind the head that was verified. */
export async function* verifyChain(
  audit: AuditDatabase,
  noted: AuditHead | undefined,
  { by, signal }: { by: Doer; signal: AbortSignal },
): AsyncGenerator<VerificationStep, void, undefined> {
  for await (const step of verify(audit, noted)) {
    if (signal.aborted) return
    if ('verification' in step) {
      const { head, rows, broken } = step.verification
      await record<AuditTables>(audit, {
        event: 'audit-verified',
        by,
        object: { kind: 'audit', id: String(head.rows) },
        result: broken ? 'failed' : 'done',
        details: { rows, hash: head.hash, broken: broken && { code: broken.code, params: broken.params } },
      })
    }
    yield step
  }
}

/** Drops the oldest month after walking it once more. Throws as `dropMonth`, and `audit-month-broken`. */
export async function dropWhole(audit: AuditDatabase, month: string, by: Doer): Promise<AuditMonth> {
  const meant = (await monthsOf(audit)).find((each) => each.month === month && each.dropped_at === null)
  if (meant) {
    const head = await readHead(audit)
    try {
      await Array.fromAsync(rowsOf(audit, meant, { number: meant.first, previous: meant.previous }, head))
    } catch (error) {
      if (!(error instanceof BrokenChain)) throw error
      const { number = 0 } = error.report.params
      throw new Problem('audit-month-broken', { params: { month, number }, cause: error })
    }
  }
  return toMonth(await dropMonth(audit, month, by))
}
