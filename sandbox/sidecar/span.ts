import type { TraceContext } from './b3.ts'
import type { Call, Reply } from './http-call.ts'
import { namespaceOf, type Identity } from './identity.ts'

/** What became of a call, in the words of call records. */
export type Outcome = 'ok' | 'failed' | 'limited' | 'open-circuit' | 'fault' | 'no-instance' | 'aborted'

/** A Zipkin v2 span (https://zipkin.io/zipkin-api/zipkin2-api.yaml). */
export interface Span {
  traceId: string
  id: string
  parentId?: string
  kind: 'CLIENT' | 'SERVER'
  name: string
  /** Microseconds since the epoch. */
  timestamp: number
  /** Microseconds, at least 1. */
  duration: number
  localEndpoint: Endpoint
  remoteEndpoint?: Endpoint
  tags: Record<string, string>
  shared?: true
}

export interface Endpoint {
  serviceName?: string
  ipv4?: string
  port?: number
}

/** One half of a call, as its reporter saw it. */
export interface Half {
  kind: 'CLIENT' | 'SERVER'
  context: TraceContext
  call: Call
  /** 0, and one more with each try of the same call. */
  attempt: number
  /** Microseconds since the epoch. */
  startedAt: number
  endedAt: number
  /** Undefined when no answer came. */
  reply?: Reply
  outcome: Outcome
  error?: string
  remote?: Endpoint
  /** The other end, when this one knows it. */
  peer?: { service: string; /** Where the reporter knows it. */ app?: string; version?: string; instanceId?: string }
  withBodies: boolean
}

/** Headers that every record carries; others only while a rule reads them. */
const reportedHeaders = ['device-os', 'app-version', 'user-agent', 'x-request-id', 'x-tenant-id', 'authorization']

const bodyLimit = 2048

/** Writes a half down with the tag keys that the collector reads (OpenTelemetry names where there are some). */
export function toSpan(half: Half, identity: Identity, instanceId: string, headersRead: ReadonlySet<string>): Span {
  const { kind, context, call, startedAt, endedAt, remote } = half
  const [path = ''] = call.path.split('?')
  return {
    traceId: context.traceId,
    id: context.spanId,
    ...(context.parentId ? { parentId: context.parentId } : {}),
    kind,
    name: `${call.method.toLowerCase()} ${half.reply?.route ?? path}`,
    timestamp: startedAt,
    duration: Math.max(1, endedAt - startedAt),
    localEndpoint: { serviceName: identity.service, ipv4: '127.0.0.1' },
    ...(remote ? { remoteEndpoint: remote } : {}),
    tags: withoutEmpty({
      'service.namespace': namespaceOf(identity),
      'service.version': identity.version,
      'service.instance.id': instanceId,
      ...peerTags(half),
      'service.peer.namespace':
        half.peer?.app === undefined ? undefined : namespaceOf({ ...identity, app: half.peer.app }),
      ...personTags(call),
      ...headerTags(call, headersRead),
      'http.method': call.method,
      'http.request.resend_count': half.attempt > 0 ? String(half.attempt) : undefined,
      'http.url': `http://${kind === 'SERVER' ? identity.service : half.peer?.service}${call.path}`,
      'http.path': path,
      'http.route': half.reply?.route,
      'http.status_code': half.reply ? String(half.reply.status) : undefined,
      'http.request.body.size': String(Buffer.byteLength(call.body)),
      'http.response.body.size': half.reply ? String(Buffer.byteLength(half.reply.body)) : undefined,
      ...(half.withBodies
        ? {
            'http.request.body': call.body.slice(0, bodyLimit),
            'http.response.body': half.reply?.body.slice(0, bodyLimit),
          }
        : {}),
      'call.outcome': half.outcome,
      error: half.error,
    }),
    ...(context.shared && kind === 'SERVER' ? { shared: true } : {}),
  }
}

const peerTags = ({ peer }: Half) => ({
  'peer.service': peer?.service,
  'peer.service.version': peer?.version,
  'peer.service.instance.id': peer?.instanceId,
})

const personTags = ({ headers }: Call) => ({
  'tenant.id': headers['x-tenant-id'],
  'tenant.name': headers['x-tenant-name'],
  'user.id': headers['x-user-id'],
  'user.name': headers['x-user-name'],
  'client.address': headers['x-forwarded-for'],
  'request.id': headers['x-request-id'],
})

function headerTags({ headers }: Call, headersRead: ReadonlySet<string>): Record<string, string | undefined> {
  const names = new Set([...reportedHeaders, ...headersRead])
  return Object.fromEntries([...names].map((name) => [`http.request.header.${name}`, headers[name]]))
}

function withoutEmpty(tags: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const key in tags) {
    const value = tags[key]
    if (value !== undefined && value !== '') kept[key] = value
  }
  return kept
}

/** Now, in microseconds since the epoch. */
export const nowMicros = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000)
