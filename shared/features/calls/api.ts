import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { Cursor, pageOf } from '../../contract/page.ts'
import { Stamp } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { MeshName } from '../../mesh/service.ts'
import { CallDetail, CallRecord, Outcome } from './model.ts'

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20).optional(),
  )

const text = z.string().min(1).max(256)

/** Statuses as people write them: `404`, a class `4xx`, or a range `400-499`. */
export const StatusFilter = z.string().regex(/^([1-5]\d\d|[1-5]xx|[1-5]\d\d-[1-5]\d\d|none)$/)

/**
 * What a search may ask, all of it combinable: several values of one field are alternatives, fields are joined by and.
 * Unknown fields are refused, so that a misspelt filter never widens an answer.
 */
export const CallFilter = z.strictObject({
  namespace: oneOrMany(text),
  caller: oneOrMany(text),
  callee: oneOrMany(text),
  version: oneOrMany(text),
  callerVersion: oneOrMany(text),
  instance: oneOrMany(text),
  tenant: oneOrMany(text),
  user: oneOrMany(text),
  client: oneOrMany(text),
  method: oneOrMany(z.string().min(1).max(16)),
  /** Part of the URL's path; what follows a `?` may be masked and is not searched. */
  url: text.optional(),
  status: oneOrMany(StatusFilter),
  outcome: oneOrMany(Outcome),
  minMs: z.coerce.number().nonnegative().optional(),
  maxMs: z.coerce.number().nonnegative().optional(),
  trace: z
    .string()
    .regex(/^[0-9a-f]{1,32}$/)
    .optional(),
  requestId: text.optional(),
  fingerprint: text.optional(),
  /** `name:value` of a recorded header. */
  header: oneOrMany(z.string().regex(/^[a-z0-9-]+:.{0,256}$/)),
  /** Part of the error text. */
  error: text.optional(),
})
export type CallFilter = z.infer<typeof CallFilter>

const filterInWindow = WindowQuery.safeExtend(CallFilter.shape).strict()

const searchQuery = filterInWindow.safeExtend({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

const mesh = z.object({ mesh: MeshName })

/** A page of records, newest first; `all` counts the visible records of the window without the filter. */
export const searchCalls = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/calls',
  permission: 'calls:read',
  summary: 'Call records of a window, newest first, with exact totals',
  params: mesh,
  query: searchQuery,
  response: pageOf(CallRecord).extend({
    all: z.int().nonnegative(),
    window: z.object({ from: Instant, to: Instant }),
    stamp: Stamp,
  }),
})

/** Counts a bar: all that match, those of them that failed (5xx, no connection), 4xx, refused by a rule. */
export const CallBar = z.object({
  at: Instant,
  calls: z.int(),
  failed: z.int(),
  clientErrors: z.int(),
  refused: z.int(),
})
export type CallBar = z.infer<typeof CallBar>

export const countCalls = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/call-histogram',
  permission: 'calls:read',
  summary: 'Matching calls over the window in about 90 bars',
  params: mesh,
  query: filterInWindow,
  response: z.object({ bars: z.array(CallBar), stepSeconds: z.number().positive(), stamp: Stamp }),
})

export const suggestCallValues = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/call-values',
  permission: 'calls:read',
  summary: 'The most frequent values of a field in a window, for completion',
  params: mesh,
  query: WindowQuery.safeExtend({
    field: z.enum(['caller', 'callee', 'version', 'tenant', 'user', 'method', 'status', 'client', 'namespace']),
    prefix: z.string().max(100).optional(),
  }).strict(),
  response: z.object({
    values: z.array(z.object({ value: z.string(), label: z.string().optional(), calls: z.int() })),
  }),
})

export const readCall = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/calls/:id',
  permission: 'calls:read',
  summary: 'One call with its headers and, where the caller may read them, its bodies',
  params: z.object({ mesh: MeshName, id: z.string().max(80) }),
  /** `unmask=true` shows personal values; it needs `calls:unmask` and is audited. */
  query: z.strictObject({ unmask: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional() }),
  response: CallDetail,
})
