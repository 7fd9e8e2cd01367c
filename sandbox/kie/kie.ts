import { text, type Answer } from '../http/answer.ts'
import { startListener, type Listener } from '../http/listener.ts'
import { BodyTooLarge, type Call, type Match } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { json } from './answers.ts'
import type { KieContext } from './context.ts'
import { invalid, kieError } from './errors.ts'
import { healthRoutes } from './health-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { importRoutes } from './import-routes.ts'
import { KvStore } from './kv-store.ts'
import { kvRoutes } from './kv-routes.ts'
import { listRoutes } from './list-routes.ts'
import { PollingTrack } from './polling-track.ts'
import { requestRate } from './request-rate.ts'
import { Waiters } from './waiters.ts'

export interface KieOptions {
  /** 0 (the default) takes any free port. */
  port?: number
  host?: string
  /** Documents that one project may hold; 10,000 in the real server. */
  quota?: number
  /** Requests a second to paths with `/kie`; the real server's sample handler chain has 200. Default: no limit. */
  requestsPerSecond?: number
  /** Milliseconds since the epoch. */
  now?: () => number
}

export interface Kie extends Listener {
  /** The documents themselves, for a control page. */
  readonly store: KvStore
  /** Long polls that wait right now. */
  waiting(): number
}

/**
 * Speaks the wire protocol of Apache ServiceComb Kie v1 without authentication: documents, labels, revisions, long
 * poll, history, import. Sources are named beside each group of endpoints.
 */
export async function startKie(options: KieOptions = {}): Promise<Kie> {
  const now = options.now ?? Date.now
  const context: KieContext = {
    store: new KvStore(now),
    waiters: new Waiters(),
    track: new PollingTrack(),
    quota: options.quota ?? 10_000,
    now,
  }
  const mayPass = requestRate(options.requestsPerSecond, now)

  const listener = await startListener({
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    routes: [
      ...kvRoutes(context),
      ...listRoutes(context),
      ...historyRoutes(context),
      ...importRoutes(context),
      ...healthRoutes(context),
    ],
    before: (call) =>
      call.path.includes('/kie') && !mayPass() ? text(429, 'Too Many Requests') : wrongMediaType(call),
    unmatched,
    failed,
  })
  return { ...listener, store: context.store, waiting: () => context.waiters.count }
}

const WITHOUT_BODY = ['GET', 'DELETE']

/**
 * A body must be JSON or YAML, and answers are JSON only. A request whose media type fits no route and which has no
 * body falls through to the check of `Accept`. Source: emicklei/go-restful, jsr311.go (detectRoute).
 */
function wrongMediaType({ method, headers }: Call): Answer | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim()
  const fits = type ? ['application/json', 'text/yaml', '*/*'].includes(type) : WITHOUT_BODY.includes(method)
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
  if (!fits) return hasBody ? text(415, '415: Unsupported Media Type') : notAcceptable()
  if (method !== 'GET' && method !== 'DELETE' && !hasBody) return notAcceptable()

  const accepted = (headers.accept ?? '*/*').split(',').map((range) => range.split(';')[0]?.trim())
  return accepted.some((range) => range === '*/*' || range === 'application/*' || range === 'application/json')
    ? undefined
    : notAcceptable()
}

const notAcceptable = () => text(406, '406: Not Acceptable\n\nAvailable representations: application/json')

function unmatched(match: Exclude<Match, { found: 'route' }>): Answer {
  if (match.found === 'nothing') return text(404, '404: Page Not Found')
  return text(405, '405: Method Not Allowed', { Allow: match.allow.join(', ') })
}

function failed(error: unknown): Answer {
  if (error instanceof ServiceError) return json(error.body, {}, error.status)
  if (error instanceof BodyTooLarge) return failed(invalid(error.message))
  return failed(kieError(500001, error instanceof Error ? error.message : String(error)))
}
