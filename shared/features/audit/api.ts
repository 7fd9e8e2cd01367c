import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { pageOf } from '../../contract/page.ts'
import { AuditEntry, AuditEvent, AuditMonth, AuditObjectKind, AuditResult, AuditVerification, Hash } from './model.ts'

const oneOrMany = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(most).optional(),
  )

const text = z.string().min(1).max(160)

/** What a search may ask: several values of one field are alternatives, fields are joined by and. */
export const AuditFilter = z.strictObject({
  actor: oneOrMany(text, 20),
  event: oneOrMany(AuditEvent, AuditEvent.options.length),
  kind: oneOrMany(AuditObjectKind, AuditObjectKind.options.length),
  /** Part of the object's id or of its service's name. */
  object: text.optional(),
  result: oneOrMany(AuditResult, AuditResult.options.length),
  requestId: text.optional(),
  address: text.optional(),
  /** The last so many days; together with the others the narrower one holds. */
  days: z.coerce.number().int().min(1).max(3660).optional(),
  /** Inclusive. */
  after: Instant.optional(),
  /** Exclusive. */
  before: Instant.optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** A page of entries, newest first; `all` counts every entry whose month is still kept. */
export const searchAudit = endpoint({
  method: 'GET',
  path: '/audit/entries',
  permission: 'audit:read',
  summary: 'Entries of the audit log, newest first, with exact totals',
  query: AuditFilter.safeExtend({
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }).strict(),
  response: pageOf(AuditEntry).extend({ all: z.int().nonnegative() }),
})

export const readAuditEntry = endpoint({
  method: 'GET',
  path: '/audit/entries/:id',
  permission: 'audit:read',
  summary: 'One entry of the audit log by its number',
  params: z.object({ id: z.string().max(20) }),
  response: AuditEntry,
})

export const listAuditActors = endpoint({
  method: 'GET',
  path: '/audit/actors',
  permission: 'audit:read',
  summary: 'Everybody whom the kept entries name, by name',
  response: z.object({ actors: z.array(z.string()) }),
})

export const exportAuditLines = endpoint({
  method: 'GET',
  path: '/audit/export.ndjson',
  permission: 'audit:export',
  summary: 'Entries of the audit log, oldest first, one JSON object a line',
  query: AuditFilter,
  response: z.string(),
  produces: 'application/x-ndjson',
})

export const exportAuditTable = endpoint({
  method: 'GET',
  path: '/audit/export.csv',
  permission: 'audit:export',
  summary: 'Entries of the audit log, oldest first, as a table for spreadsheets',
  query: AuditFilter,
  response: z.string(),
  produces: 'text/csv',
})

/** While the chain is walked how far it came, at last what it came to. */
export const VerificationStep = z.union([
  z.object({ walked: z.int().nonnegative(), of: z.int().nonnegative() }),
  z.object({ verification: AuditVerification }),
])
export type VerificationStep = z.infer<typeof VerificationStep>

export const verifyAudit = endpoint({
  method: 'GET',
  path: '/audit/verification',
  permission: 'audit:read',
  summary: 'Walks the chain of the audit log and names the first broken row',
  /** A number of rows and the hash of the last of them, as noted somewhere else: the chain must still pass there. */
  query: z.strictObject({ rows: z.coerce.number().int().positive().optional(), hash: Hash.optional() }),
  response: VerificationStep,
  produces: 'text/event-stream',
})

export const listAuditMonths = endpoint({
  method: 'GET',
  path: '/audit/months',
  permission: 'audit:read',
  summary: 'Months of the audit log with their seals, newest first',
  response: z.object({ months: z.array(AuditMonth) }),
})

export const dropAuditMonth = endpoint({
  method: 'DELETE',
  path: '/audit/months/:id',
  permission: 'audit:maintain',
  summary: 'Drops the rows of the oldest kept month, which has ended, and keeps its seal',
  params: z.object({ id: z.string().max(7) }),
  response: AuditMonth,
})
