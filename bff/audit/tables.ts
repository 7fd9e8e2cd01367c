import type { Kysely } from 'kysely'

/** The end of the chain, one row. `month` is empty before the first entry. */
export type AuditHeadRow = { name: string; rows: number; hash: string; at: string; month: string }

/**
 * One month of the log. `previous` is the hash before its first row. The rest of the seal is null while the month runs:
 * how many rows it has, and the hashes of the first and the last one. A dropped month has its seal and no rows.
 */
export type AuditMonthRow = {
  month: string
  first: number
  previous: string
  count: number | null
  first_hash: string | null
  last_hash: string | null
  dropped_at: string | null
}

/** `details` is JSON with sorted keys. */
export type AuditRow = {
  number: number
  at: string
  event: string
  actor: string | null
  address: string | null
  request_id: string | null
  object_kind: string
  object_id: string
  mesh: string | null
  namespace: string | null
  service: string | null
  environment: string | null
  result: string
  before_hash: string | null
  after_hash: string | null
  details: string
  previous: string
  hash: string
}

export type MonthTable = `audit_rows_${string}`

/** The tables of the log: see the migration `audit.ts`, and `month-table.ts` for the one that every month has. */
export type AuditTables = { audit_head: AuditHeadRow; audit_month: AuditMonthRow; [month: MonthTable]: AuditRow }

export type AuditDatabase = Kysely<AuditTables>

/** The table of a month such as `2026-11`. */
export const tableOf = (month: string): MonthTable => `audit_rows_${month.replace('-', '_')}`
