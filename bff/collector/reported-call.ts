import { instantOfMicros } from '#shared/contract/instant.ts'
import { type CallEnd, Outcome, type Party } from '#shared/features/calls/model.ts'
import { callId } from '../ports/call-halves.ts'
import type { ReportedCall } from '../ports/call-records.ts'
import { atMost, bodyLimit, errorLimit, headerLimit, nameLimit, urlLimit } from './limits.ts'
import type { Names } from './names.ts'
import { fingerprintOf, isSecret, withoutSecretParameters, withoutSecrets } from './secrets.ts'
import { type TagField, type TagKeys, tagReader } from './tag-keys.ts'
import type { CallSpan } from './zipkin-span.ts'

/** What a mesh's spans are read with. */
export interface Reading {
  mesh: string
  keys: TagKeys
  /** Lower-case names of the headers that are kept. */
  headers: ReadonlySet<string>
  names: Names
  siteKey: Uint8Array
}

/** Characters of a body that are searched for secrets; the rest is cut off anyway. */
const parsedLimit = 65_536

type Read = (field: TagField) => string | undefined

const headerPrefix = 'http.request.header.'

/** A span as the half of a call that it tells of (telemetry reference, section h): named, cut to size and without its secrets. */
export function reportedCall(span: CallSpan, reading: Reading): ReportedCall {
  const tags = span.tags ?? {}
  const read = tagReader(tags, reading.keys)
  const trace = span.traceId.toLowerCase().padStart(32, '0')
  const spanId = idOf(span.id)
  const attempt = Math.min(numberOf(read('attempt')) ?? 0, 255)
  const client = span.kind === 'CLIENT'
  const local = localEnd(span, read, reading.names)
  const peer = peerEnd(span, read, reading.names)
  const headers = headersOf(tags, reading.headers)
  const status = statusOf(read('status'))
  return {
    id: callId(trace, spanId, attempt),
    mesh: reading.mesh,
    at: instantOfMicros(span.timestamp),
    durationMs: span.duration / 1000,
    trace,
    span: spanId,
    attempt,
    ...(client || span.shared || !span.parentId ? {} : { parent: idOf(span.parentId) }),
    caller: client ? local : peer,
    callee: client ? (peer ?? { service: addressOfPeer(span, read) }) : local,
    tenant: partyOf(read('tenant'), read('tenantName')),
    user: partyOf(read('user'), read('userName')),
    client: client || peer ? undefined : headers['device-os'],
    clientAddress: name(read('clientAddress') ?? (client || peer ? undefined : ipOf(span.remoteEndpoint))),
    requestId: name(read('requestId')),
    tokenFingerprint: fingerprintIn(tags, reading.siteKey),
    protocol: protocolOf(read('protocol')),
    method: methodOf(read('method'), span.name),
    url: urlOf(read),
    route: name(read('route')),
    status,
    outcome: outcomeOf(read, status, tags['error']),
    error: errorOf(tags['error'], read('errorType')),
    requestBytes: numberOf(read('requestBytes')),
    responseBytes: numberOf(read('responseBytes')),
    headers,
    withoutHeaders: withoutIn(tags, reading.headers, headers),
    requestType: name(read('requestType')),
    requestBody: bodyOf(read('requestBody')),
    responseType: name(read('responseType')),
    responseBody: bodyOf(read('responseBody')),
    halves: client ? 'client' : 'server',
  }
}

const idOf = (id: string): string => id.toLowerCase().padStart(16, '0')

const name = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : atMost(text, nameLimit)

function localEnd(span: CallSpan, read: Read, names: Names): CallEnd {
  const end = { version: name(read('version')), instance: name(read('instance')) }
  const service = atMost(span.localEndpoint.serviceName, nameLimit)
  return { ...end, ...(names.find(service, name(read('namespace')), end.instance) ?? { service }) }
}

function peerEnd(span: CallSpan, read: Read, names: Names): CallEnd | undefined {
  const service = name(read('peer') ?? span.remoteEndpoint?.serviceName ?? undefined)
  if (!service) return undefined
  const end = { version: name(read('peerVersion')), instance: name(read('peerInstance')) }
  return { ...end, ...(names.find(service, name(read('peerNamespace')), end.instance) ?? { service }) }
}

/** A callee without a name is called by its address. */
function addressOfPeer({ remoteEndpoint }: CallSpan, read: Read): string {
  const ip = ipOf(remoteEndpoint)
  const port = remoteEndpoint?.port ? `:${remoteEndpoint.port}` : ''
  return atMost(read('peerAddress') ?? (ip === undefined ? hostIn(read('url')) : `${ip}${port}`), nameLimit)
}

const ipOf = (endpoint: CallSpan['remoteEndpoint']): string | undefined => endpoint?.ipv4 ?? endpoint?.ipv6 ?? undefined

const hostIn = (url: string | undefined): string => /^\w+:\/\/([^/?#]+)/.exec(url ?? '')?.[1] ?? 'unknown'

function headersOf(tags: Readonly<Record<string, string>>, kept: ReadonlySet<string>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const header of kept) {
    const value = tags[headerPrefix + header]
    if (value !== undefined && value !== '' && !isSecret(header)) headers[header] = atMost(value, headerLimit)
  }
  return headers
}

/**
 * Headers that were looked for in vain. A span that tells of no header at all was made by a reporter that leaves them out: of its
 * call nothing is known.
 */
function withoutIn(
  tags: Readonly<Record<string, string>>,
  kept: ReadonlySet<string>,
  found: Readonly<Record<string, string>>,
): string[] | undefined {
  if (!Object.keys(tags).some((key) => key.startsWith(headerPrefix))) return undefined
  const without = [...kept].filter((header) => found[header] === undefined && !isSecret(header))
  return without.length > 0 ? without : undefined
}

/** The first of the headers by which callers are usually known; the values themselves end here. */
function fingerprintIn(tags: Readonly<Record<string, string>>, siteKey: Uint8Array): string | undefined {
  for (const header of ['authorization', 'x-auth-token', 'x-api-key', 'cookie']) {
    const secret = tags[headerPrefix + header]
    if (secret) return fingerprintOf(secret, siteKey)
  }
  return undefined
}

const partyOf = (id: string | undefined, partyName: string | undefined): Party | undefined =>
  id === undefined ? undefined : { id: atMost(id, nameLimit), name: name(partyName) }

const protocolOf = (protocol: string | undefined): string => atMost(protocol?.toLowerCase() ?? 'http', 32)

function methodOf(method: string | undefined, spanName: string | null | undefined): string {
  if (method !== undefined) return atMost(method.includes('.') ? method : method.toUpperCase(), 64)
  // Brave names an HTTP span by its method alone, others by method and route.
  const first = spanName?.split(' ', 1)[0]?.toUpperCase() ?? ''
  return /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/.test(first) ? first : atMost(spanName ?? '', 64)
}

/** Path and query, without scheme and host. */
function urlOf(read: Read): string {
  const path = read('path')
  const query = read('query')
  const whole = path === undefined ? (read('url') ?? '') : query && !path.includes('?') ? `${path}?${query}` : path
  const local = whole.replace(/^\w+:\/\/[^/?#]*/, '')
  return atMost(withoutSecretParameters(local === '' && whole !== '' ? '/' : local), urlLimit)
}

function statusOf(text: string | undefined): number | undefined {
  const status = numberOf(text)
  return status !== undefined && status >= 100 && status <= 599 ? status : undefined
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN)
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

/**
 * What the reporter says; else 5xx, a gRPC status but 0, and an error without an answer or with a good one are failed.
 * A 4xx is an answer, although some reporters call it an error.
 */
function outcomeOf(read: Read, status: number | undefined, error: string | undefined): Outcome {
  const told = Outcome.safeParse(read('outcome'))
  if (told.success) return told.data
  if (status !== undefined && status >= 500) return 'failed'
  if ((numberOf(read('grpcStatus')) ?? 0) !== 0) return 'failed'
  const refusedByCallee = status !== undefined && status >= 400
  return error !== undefined && !refusedByCallee ? 'failed' : 'ok'
}

function errorOf(error: string | undefined, type: string | undefined): string | undefined {
  const text = error === undefined || error === '' || error === 'true' ? type : error
  return text === undefined ? undefined : atMost(withoutSecretParameters(text), errorLimit)
}

const bodyOf = (body: string | undefined): string | undefined =>
  body === undefined ? undefined : atMost(withoutSecrets(body.slice(0, parsedLimit)), bodyLimit)
