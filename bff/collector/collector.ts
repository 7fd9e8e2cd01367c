import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '#shared/contract/problem.ts'
import { listen } from '../http/listen.ts'
import type { CallRecords, ReportedCall } from '../ports/call-records.ts'
import type { RegistrySnapshot } from '../ports/registry.ts'
import { type Counters, newCounters, type SourceCounters } from './counters.ts'
import { namesIn } from './names.ts'
import { readPayload, Refused, sentLimit, spansIn } from './payload.ts'
import { reportedCall } from './reported-call.ts'
import { type CollectedMesh, type Source, sourcesOf } from './sources.ts'
import { isRefusal, readSpan, type Refusal } from './zipkin-span.ts'

export interface CollectorOptions {
  /** Loopback unless reporters run elsewhere. */
  host: string
  /** 9411 is what Zipkin's reporters expect; 0 takes a free one. */
  port: number
  meshes: readonly CollectedMesh[]
  records: CallRecords
  /** Fingerprints of tokens are made under it. */
  siteKey: Uint8Array
  /** What the mesh's registry knew last; reported names are looked up in it. */
  registryOf(mesh: string): Promise<RegistrySnapshot>
  /** How many days records are kept: older calls are refused. */
  retentionDays?: number
  /** Told of what failed inside, without any content. */
  warn?(error: unknown, doing: string): void
}

/** Takes reported calls on a listener of its own. */
export interface Collector {
  readonly url: string
  /** Keeps these headers of a mesh's calls, too, from now on: those that its rules name, in any case. */
  keepHeaders(mesh: string, names: Iterable<string>): void
  counters(): ReadonlyMap<string, SourceCounters>
  close(): Promise<void>
}

/** What a reporter is told: how many spans are durable now, how many are no calls, and which could not be taken and why. */
interface Receipt {
  accepted: number
  ignored: number
  refused: Refusal[]
}

/** Bytes of requests under way; beyond it reporters are asked to come again. */
const underWayLimit = 8 * sentLimit
const retrySeconds = 1
/** A silent store is given more time than a busy one. */
const silentSeconds = 5

/** Starts the listener. Rejects when the port is taken. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { records, siteKey, registryOf, retentionDays = 30, warn = () => undefined } = options
  const sources = sourcesOf(options.meshes)
  const counters: Counters = newCounters()
  let underWay = 0

  async function receive(request: IncomingMessage, source: Source): Promise<Receipt> {
    const counter = counters.of(source.name)
    counter.requests += 1
    const body = await readPayload(request)
    counter.bytes += body.length
    const { calls, ...receipt } = await sort(spansIn(body), source)
    if (receipt.refused.length > 0) await records.noteRefused(source.name, receipt.refused.length)
    const appended = calls.length > 0 ? await records.append(source.name, calls) : { duplicates: 0, late: 0 }
    counter.accepted += receipt.accepted
    counter.ignored += receipt.ignored
    counter.duplicates += appended.duplicates
    counter.late += appended.late
    for (const { code } of receipt.refused) counter.refused[code] = (counter.refused[code] ?? 0) + 1
    return receipt
  }

  /** Reads each span for itself: one that cannot be used does not spoil the others. */
  async function sort(spans: readonly unknown[], source: Source): Promise<Receipt & { calls: ReportedCall[] }> {
    const names = namesIn(await registryOf(source.name))
    const reading = { mesh: source.name, keys: source.keys, headers: source.headers, names, siteKey }
    const ages = { nowMs: Date.now(), days: retentionDays }
    const calls: ReportedCall[] = []
    const refused: Refusal[] = []
    for (const [index, span] of spans.entries()) {
      const read = readSpan(span, index, ages)
      if (read === undefined) continue
      if (isRefusal(read)) refused.push(read)
      else calls.push(reportedCall(read, reading))
    }
    return { calls, accepted: calls.length, ignored: spans.length - calls.length - refused.length, refused }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const source = sources.of(request, admit(request))
    const size = Math.min(Number(request.headers['content-length'] ?? sentLimit) || sentLimit, sentLimit)
    if (underWay + size > underWayLimit) {
      counters.of(source.name).postponed += 1
      return postpone(response, 429, retrySeconds)
    }
    underWay += size
    try {
      const receipt = await receive(request, source)
      response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(receipt))
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause
      counters.of(source.name).postponed += 1
      if (cause.code === 'records-behind') postpone(response, 429, retrySeconds)
      else if (cause.code === 'records-silent') postpone(response, 503, silentSeconds)
      else throw cause
    } finally {
      underWay -= size
    }
  }

  const server = await listen((request, response) => {
    answer(request, response).catch((cause: unknown) => {
      if (!(cause instanceof Refused)) warn(cause, 'collecting spans')
      if (response.headersSent) return void response.destroy()
      const [status, message] =
        cause instanceof Refused ? [cause.status, cause.message] : [500, 'Meshdeck failed to take the spans']
      // What was not read of the body would be taken for the next request.
      response
        .writeHead(status, { 'content-type': 'text/plain', ...(request.complete ? {} : { connection: 'close' }) })
        .end(message)
    })
  }, options)

  return {
    url: server.url,
    keepHeaders: (mesh, names) => sources.keepHeaders(mesh, names),
    counters: () => counters.all(),
    close: () => server.close(),
  }
}

/** Lets in what is a batch of Zipkin v2 spans in JSON; answers the path's mesh. Throws `Refused`. */
function admit(request: IncomingMessage): string | undefined {
  const [path = ''] = (request.url ?? '').split('?')
  const parts = /^(?:\/([a-z0-9][a-z0-9-]{0,39}))?\/api\/v2\/spans$/.exec(path)
  if (!parts) throw new Refused(404, `Nothing takes spans at ${path}; send Zipkin v2 JSON to /api/v2/spans`)
  if (request.method !== 'POST') throw new Refused(405, 'Spans are posted')
  // Reporters are no web pages: a page that a person happens to read must not write records.
  if (request.headers.origin !== undefined) throw new Refused(403, 'Spans are not taken from web pages')
  const type = request.headers['content-type'] ?? 'application/json'
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refused(415, `Cannot read ${type}; send application/json`)
  return parts[1]
}

function postpone(response: ServerResponse, status: number, seconds: number): void {
  const closing = response.req.complete ? {} : { connection: 'close' }
  response.writeHead(status, { 'retry-after': String(seconds), 'content-type': 'text/plain', ...closing })
  response.end(`Send the spans again in ${seconds} s`)
}
