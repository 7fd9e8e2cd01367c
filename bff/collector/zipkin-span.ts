import { z } from 'zod'
import type { MessageParams } from '#shared/contract/problem.ts'
import { callsFindings } from '#shared/problems/calls.ts'
import { render } from '#shared/problems/render.ts'

const hexId = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{1,${digits}}$`))
    .refine((id) => /[^0]/.test(id))

const Endpoint = z.object({
  serviceName: z.string().nullish(),
  ipv4: z.string().nullish(),
  ipv6: z.string().nullish(),
  port: z.number().nullish(),
})

/** A span as Zipkin v2 writes it (telemetry reference, b.4), as far as calls need it; microseconds. Unknown fields are passed over. */
export const ZipkinSpan = z.object({
  traceId: hexId(32),
  id: hexId(16),
  parentId: hexId(16).nullish(),
  kind: z.enum(['CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER']).nullish(),
  name: z.string().nullish(),
  timestamp: z.int().positive().nullish(),
  duration: z.int().nonnegative().nullish(),
  localEndpoint: Endpoint.nullish(),
  remoteEndpoint: Endpoint.nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  shared: z.boolean().nullish(),
})
export type ZipkinSpan = z.infer<typeof ZipkinSpan>

/** Why a span of a batch was not taken; `index` counts from 0. */
export interface Refusal {
  index: number
  code: keyof typeof callsFindings
  field?: string
  params: MessageParams
  /** The code's sentence in English, for the log of whoever sent the span. */
  detail: string
}

/** A span that can be a half of a call. */
export interface CallSpan extends ZipkinSpan {
  kind: 'CLIENT' | 'SERVER'
  timestamp: number
  duration: number
  localEndpoint: { serviceName: string } & NonNullable<ZipkinSpan['localEndpoint']>
}

/** How far from now a call may have begun. */
export interface Ages {
  nowMs: number
  /** Days that records are kept. */
  days: number
}

/** Clocks may be ahead of ours by this much; beyond it duplicates could not be told any more. */
const aheadMs = 30_000

/** Reads one span: the half of a call, `undefined` for a span that is no call (messaging, local work), or why it cannot be used. */
export function readSpan(value: unknown, index: number, ages: Ages): CallSpan | Refusal | undefined {
  const refuse = (code: Refusal['code'], params: MessageParams = {}, field?: string): Refusal => ({
    index,
    code,
    params,
    detail: render(callsFindings[code], params, 'en'),
    ...(field === undefined ? {} : { field }),
  })
  const parsed = ZipkinSpan.safeParse(value)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    if (field === '') return refuse('span-not-an-object')
    return refuse(isMissing(value, field) ? 'span-field-missing' : 'span-field-invalid', { field }, field)
  }
  const { kind, timestamp, duration, localEndpoint } = parsed.data
  if (kind !== 'CLIENT' && kind !== 'SERVER') return undefined
  const missing = (field: string) => refuse('span-field-missing', { field }, field)
  if (!timestamp) return missing('timestamp')
  if (duration === null || duration === undefined) return missing('duration')
  if (!localEndpoint?.serviceName) return missing('localEndpoint.serviceName')

  const ageMs = ages.nowMs - timestamp / 1000
  if (ageMs < -aheadMs) return refuse('span-in-future', { seconds: Math.round(-ageMs / 1000) }, 'timestamp')
  if (ageMs > ages.days * 86_400_000) return refuse('span-too-old', { days: ages.days }, 'timestamp')
  const local = { ...localEndpoint, serviceName: localEndpoint.serviceName }
  return { ...parsed.data, kind, timestamp, duration, localEndpoint: local }
}

export const isRefusal = (read: CallSpan | Refusal): read is Refusal => 'code' in read

const isMissing = (span: unknown, field: string): boolean =>
  typeof span === 'object' && span !== null && !(field in span) && !field.includes('.')
