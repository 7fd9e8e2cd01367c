import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { ProblemReport } from '../../contract/problem.ts'

/** Every event that the audit log knows, by what it is about. A new one gets its words in `web/i18n`. */
export const auditEvents = {
  sessions: ['session-opened', 'session-closed', 'session-refused', 'session-throttled', 'password-changed'],
  people: ['user-created', 'user-changed', 'user-disabled', 'user-enabled', 'password-reset', 'permission-refused'],
  environments: [
    'environment-created',
    'environment-changed',
    'environment-renamed',
    'environment-removed',
    'freeze-created',
    'freeze-changed',
    'freeze-lifted',
  ],
  changes: [
    'change-proposed',
    'change-edited',
    'change-commented',
    'reviewers-requested',
    'change-approved',
    'change-sent-back',
    'change-rejected',
    'change-withdrawn',
    'change-scheduled',
    'change-suspended',
    'change-ended-early',
    'break-glass',
    'step-written',
    'change-applied',
    'change-retried',
    'change-undone',
    'change-left',
    'change-ended',
    'drift-adopted',
    'drift-ignored',
  ],
  data: ['masks-lifted', 'policies-exported'],
  webhooks: ['webhook-tested', 'webhook-sent-again'],
  audit: ['audit-exported', 'audit-verified', 'audit-month-dropped'],
} as const

export type AuditGroup = keyof typeof auditEvents
export const auditGroups = Object.keys(auditEvents) as AuditGroup[] // keys of a constant
export const AuditEvent = z.enum(auditGroups.flatMap((group) => [...auditEvents[group]]))
export type AuditEvent = z.infer<typeof AuditEvent>

/** `done` as asked, `refused` by the console, `failed` on the way. */
export const auditResults = ['done', 'refused', 'failed'] as const
export const AuditResult = z.enum(auditResults)
export type AuditResult = z.infer<typeof AuditResult>

export const auditObjectKinds = [
  'user',
  'permission',
  'environment',
  'freeze',
  'change',
  'policy',
  'call',
  'webhook',
  'audit',
] as const
export const AuditObjectKind = z.enum(auditObjectKinds)
export type AuditObjectKind = z.infer<typeof AuditObjectKind>

/** What an event is about: a noun with its id, and where that lies as far as it lies anywhere. */
export const AuditObject = z.object({
  kind: AuditObjectKind,
  id: z.string(),
  mesh: z.string().optional(),
  namespace: z.string().optional(),
  service: z.string().optional(),
  environment: z.string().optional(),
})
export type AuditObject = z.infer<typeof AuditObject>

/** sha256 in hexadecimal digits. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * One row of the audit log. `hash` is the sha256 of `previous`, a line break, and the JSON of all the rest with sorted keys.
 * Whatever a row says is read as it stands: an older console may have known other events and objects.
 */
export const AuditEntry = z.object({
  /** From 1 on, without gaps. */
  number: z.int(),
  /** Never earlier than the entry before. */
  at: Instant,
  event: z.string(),
  /** Who did it; `null` is the console itself, or somebody unknown who tried to sign in. */
  actor: z.string().nullable(),
  /** Where the request came from, as far as trusted proxies tell; `null` for the console's own work. */
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  object: AuditObject.extend({ kind: z.string() }),
  result: z.string(),
  /** Hashes of what stood there before and after, where something changed. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** A month of the log. What it held when it ended is its seal, which stays when the rows are dropped. */
export const AuditMonth = z.object({
  /** As `2026-11`. */
  month: z.string().regex(/^\d{4}-\d\d$/),
  /** Number of its first row. */
  first: z.int().positive(),
  seal: z.object({ count: z.int().positive(), firstHash: Hash, lastHash: Hash }).optional(),
  droppedAt: Instant.optional(),
})
export type AuditMonth = z.infer<typeof AuditMonth>

/** The end of the chain: how many rows it has, dropped ones included, and the hash of the last one. */
export const AuditHead = z.object({ rows: z.int().nonnegative(), hash: Hash })
export type AuditHead = z.infer<typeof AuditHead>

/** What walking the chain came to. */
export const AuditVerification = z.object({
  /** Rows that were read and calculated again. */
  rows: z.int().nonnegative(),
  months: z.int().nonnegative(),
  /** Months whose rows agree with their seal. */
  seals: z.int().nonnegative(),
  /** Months of which only the seal is left, as the log itself tells. */
  dropped: z.int().nonnegative(),
  head: AuditHead,
  /** Where the chain breaks first; absent where it holds. */
  broken: ProblemReport.optional(),
  at: Instant,
})
export type AuditVerification = z.infer<typeof AuditVerification>
