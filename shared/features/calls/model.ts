import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'

/** How a call ended. `limited`, `open-circuit` and `fault` were refused by a rule and are counted apart from failed ones. */
export const outcomes = ['ok', 'failed', 'limited', 'open-circuit', 'fault', 'no-instance', 'aborted'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

/**
 * One end of a call. `namespace` is absent while the name could not be resolved: neither told by the reporter nor unique in the registry.
 * A far end that the reader may not see is `hidden` and has an empty name and nothing else.
 */
export const CallEnd = z.object({
  namespace: z.string().optional(),
  service: z.string(),
  hidden: z.literal(true).optional(),
  version: z.string().optional(),
  instance: z.string().optional(),
})
export type CallEnd = z.infer<typeof CallEnd>

/** Somebody by id, with the name that the reporter knew. */
export const Party = z.object({ id: z.string(), name: z.string().optional() })
export type Party = z.infer<typeof Party>

/** A body as recorded: at most 4 KiB of text, masked where a rule says so. */
export const RecordedBody = z.object({
  type: z.string().optional(),
  /** Size on the wire in bytes, where it was told. */
  bytes: z.int().nonnegative().optional(),
  /** Absent where the caller may not read bodies or none was recorded. */
  text: z.string().optional(),
  cut: z.boolean(),
  /** Dotted paths of the JSON fields that were masked. */
  masked: z.array(z.string()),
})
export type RecordedBody = z.infer<typeof RecordedBody>

/** One attempt of a caller to reach a callee. Without `caller` the call came from outside the mesh. */
export const CallRecord = z.object({
  /** trace, span and attempt; unique in a mesh. */
  id: z.string(),
  mesh: z.string(),
  /** To the microsecond. */
  at: Instant,
  /** Milliseconds as the caller saw it, else as the callee did. */
  durationMs: z.number().nonnegative(),
  /** Milliseconds inside the callee, where it reported. */
  serverMs: z.number().nonnegative().optional(),
  trace: z.string(),
  span: z.string(),
  attempt: z.int().nonnegative(),
  caller: CallEnd.optional(),
  callee: CallEnd,
  tenant: Party.optional(),
  user: Party.optional(),
  /** Kind of client by its `device-os` header, for calls from outside. */
  client: z.string().optional(),
  clientAddress: z.string().optional(),
  requestId: z.string().optional(),
  /** HMAC of the token under the site's key; the token itself is never kept. */
  tokenFingerprint: z.string().optional(),
  protocol: z.string(),
  method: z.string(),
  url: z.string(),
  route: z.string().optional(),
  /** HTTP status; absent where no answer came. */
  status: z.int().optional(),
  outcome: Outcome,
  error: z.string().optional(),
  requestBytes: z.int().nonnegative().optional(),
  responseBytes: z.int().nonnegative().optional(),
  headers: z.record(z.string(), z.string()),
  /** Which halves reported: both, or only one. */
  halves: z.enum(['both', 'client', 'server']),
})
export type CallRecord = z.infer<typeof CallRecord>

/** A record as the detail view shows it. */
export const CallDetail = CallRecord.extend({
  request: RecordedBody.optional(),
  response: RecordedBody.optional(),
})
export type CallDetail = z.infer<typeof CallDetail>

/** Whether a record counts as failed: 5xx, time-out or no connection, unless a rule refused it. */
export const isFailed = (record: Pick<CallRecord, 'outcome'>): boolean =>
  record.outcome === 'failed' || record.outcome === 'no-instance' || record.outcome === 'aborted'
