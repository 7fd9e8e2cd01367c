import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Answer } from './answer.ts'
import { RequestLog } from './request-log.ts'
import { BodyTooLarge, matchRoute, type Call, type Match, type Route } from './router.ts'

export interface ListenerOptions {
  routes: readonly Route[]
  /** 0 takes any free port. */
  port: number
  host: string
  /** Answers what no route takes: an unknown path or a wrong method. */
  unmatched(match: Exclude<Match, { found: 'route' }>, call: Call): Answer
  /** Turns what a handler threw into an answer. */
  failed(error: unknown, call: Call): Answer
  /** Asked before the route: an answer here ends the request (media types, rate limits). */
  before?(call: Call): Answer | undefined
  /** Headers that every answer carries. */
  headers?: Record<string, string>
  /** Bodies above this many bytes are gzip-encoded for clients that accept it; without it never. */
  gzipAbove?: number
}

/** A server that listens now, can stop listening and come back on its port with all it knew. */
export interface Listener {
  readonly url: string
  readonly port: number
  readonly requests: RequestLog
  paused(): boolean
  /** Stops listening and drops every connection: callers see "connection refused". */
  pause(): Promise<void>
  /** Listens again on the same port. */
  resume(): Promise<void>
  close(): Promise<void>
}

// The documented limit of both servers' request headers; beyond it the connection is reset.
const MAX_HEADER_BYTES = 32 * 1024

export async function startListener(options: ListenerOptions): Promise<Listener> {
  const requests = new RequestLog()
  let server = await listen(options, options.port, requests)
  // A TCP server's address is an object once it listens; a string is a pipe's name.
  const { port } = server.address() as AddressInfo
  let paused = false
  let closed = false

  return {
    url: `http://${options.host}:${port}`,
    port,
    requests,
    paused: () => paused,
    async pause() {
      if (paused || closed) return
      paused = true
      await stop(server)
    },
    async resume() {
      if (!paused || closed) return
      server = await listen(options, port, requests)
      paused = false
    },
    async close() {
      if (closed) return
      closed = true
      if (!paused) await stop(server)
    },
  }
}

async function listen(options: ListenerOptions, port: number, requests: RequestLog): Promise<Server> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    void serve(options, requests, request, response)
  })
  server.on('clientError', (_, socket) => socket.destroy())
  server.listen(port, options.host)
  await once(server, 'listening')
  return server
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function serve(
  options: ListenerOptions,
  requests: RequestLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const call = callOf(request, gone.signal)
  const match = matchRoute(options.routes, call.method, call.path)
  const reply = await answerTo(options, match, call)

  requests.add({
    at: Date.now(),
    method: call.method,
    path: call.path,
    query: call.query.size > 0 ? `?${call.query.toString()}` : '',
    headers: request.headers,
    route: match.found === 'route' ? `${match.route.method} ${match.route.path}` : '',
    status: reply.status,
  })
  if (!response.destroyed) write(options, request, response, reply)
}

async function answerTo(options: ListenerOptions, match: Match, call: Call): Promise<Answer> {
  try {
    if (match.found !== 'route') return options.unmatched(match, call)
    const early = options.before?.(call)
    if (early) return early
    return await match.route.handle({ ...call, params: match.params })
  } catch (error) {
    return options.failed(error, call)
  }
}

function callOf(request: IncomingMessage, signal: AbortSignal): Call {
  const url = new URL(request.url ?? '/', 'http://server')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress ?? '',
    signal,
    body: (limit) => readBody(request, limit),
  }
}

async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) throw new BodyTooLarge('http: request body too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function write(options: ListenerOptions, request: IncomingMessage, response: ServerResponse, reply: Answer): void {
  const plain = Buffer.from(reply.body)
  const gzip =
    options.gzipAbove !== undefined &&
    plain.length > options.gzipAbove &&
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = gzip ? gzipSync(plain) : plain

  const headers: Record<string, string> = { ...options.headers, ...reply.headers }
  if (gzip) headers['Content-Encoding'] = 'gzip'
  // 204 and 304 have no body by definition, and no length either.
  if (reply.status !== 204 && reply.status !== 304) headers['Content-Length'] = String(body.length)
  response.writeHead(reply.status, headers)
  response.end(body)
}
