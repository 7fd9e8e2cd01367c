import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const inflate = promisify(gunzip)

/** Largest request in bytes, as sent and as inflated. */
export const sentLimit = 8 * 1024 * 1024
export const inflatedLimit = 32 * 1024 * 1024

/** A request that ends with a line of text, as Zipkin answers (telemetry reference, b.1). */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
  }
}

const tooLarge = () => new Refused(413, `Spans must not exceed ${inflatedLimit} bytes, ${sentLimit} as sent`)

/** Reads and inflates a body within the limits; what comes beyond is not kept. Throws `Refused`. */
export async function readPayload(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > sentLimit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > sentLimit) throw tooLarge()
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  const encoding = request.headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return body
  if (encoding !== 'gzip') throw new Refused(415, `Cannot read content encoding ${encoding}`)
  return await inflate(body, { maxOutputLength: inflatedLimit }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new Refused(400, 'Cannot gunzip spans')
  })
}

/** The list of spans in a body; nothing sent is an empty list. Throws `Refused` with Zipkin's words. */
export function spansIn(body: Buffer): unknown[] {
  if (body.length === 0) return []
  const text = body.toString('utf8')
  // Zipkin tells a v1 list by its annotations: SpanBytesDecoderDetector.
  if (text.includes('yAnnotations"')) throw new Refused(400, 'Expected a JSON_V2 encoded list, but received: JSON_V1')
  if (!/^\s*\[/.test(text)) throw new Refused(400, 'Expected a JSON_V2 encoded list')
  try {
    return JSON.parse(text) as unknown[] // a text that begins so and parses is a list
  } catch {
    throw new Refused(400, 'Malformed reading List<Span> from json')
  }
}
