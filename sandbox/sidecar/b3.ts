import { randomBytes } from 'node:crypto'

/** Where a call stands in its trace (B3, https://github.com/openzipkin/b3-propagation). */
export interface TraceContext {
  traceId: string
  spanId: string
  parentId?: string
  /** False when the span was begun here: nobody else reports a half of it. */
  shared: boolean
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

/** The span that a received call belongs to: the sender's own, or a new trace. */
export function receivedContext(headers: Readonly<Record<string, string>>): TraceContext {
  const traceId = headers['x-b3-traceid']
  const spanId = headers['x-b3-spanid']
  const parentId = headers['x-b3-parentspanid']
  if (!traceId || !spanId) return { traceId: hex(16), spanId: hex(8), shared: false }
  return { traceId, spanId, ...(parentId ? { parentId } : {}), shared: true }
}

/** A new span under the one that the application passed on; a new trace when it passed none. */
export function childContext(headers: Readonly<Record<string, string>>): TraceContext {
  const traceId = headers['x-b3-traceid']
  const parentId = headers['x-b3-spanid']
  if (!traceId || !parentId) return { traceId: hex(16), spanId: hex(8), shared: false }
  return { traceId, spanId: hex(8), parentId, shared: false }
}

/** The span of a repeated call stands beside that of the first attempt. */
export const attemptContext = (first: TraceContext, attempt: number): TraceContext =>
  attempt === 0 ? first : { ...first, spanId: hex(8) }

export const b3Headers = ({ traceId, spanId, parentId }: TraceContext): Record<string, string> => ({
  'x-b3-traceid': traceId,
  'x-b3-spanid': spanId,
  ...(parentId ? { 'x-b3-parentspanid': parentId } : {}),
  'x-b3-sampled': '1',
})
