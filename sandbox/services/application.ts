import type { Random } from '../random.ts'
import { Dropped } from '../sidecar/listener.ts'
import type { Call, Reply } from '../sidecar/http-call.ts'
import type { Application } from '../sidecar/incoming.ts'
import type { Conditions } from './conditions.ts'

/** What one service of the demo cloud serves. */
export interface Endpoint {
  method: string
  /** `/v1/:project/vpcs/:id`: a segment that begins with a colon matches any one. */
  path: string
  serve(handling: Handling): Promise<Answer> | Answer
}

export interface Answer {
  status: number
  body: unknown
}

/** One call being served. */
export interface Handling {
  params: Record<string, string>
  /** The request body, parsed; an empty object when there is none or it is no JSON object. */
  body: Record<string, unknown>
  path: string
  method: string
  self: Self
  random: Random
  conditions: Conditions
  /** Works for about `medianMs`. */
  work(medianMs: number, spread?: number): Promise<void>
  /** Calls another service with the caller's identity; a broken connection is a 502. */
  ask(service: string, method: string, path: string, body?: unknown): Promise<Answer>
}

export interface Self {
  service: string
  version: string
  environment: string
}

export interface ApplicationOptions {
  self: Self
  random: Random
  conditions: Conditions
  send(service: string, call: Call): Promise<Reply>
}

/** What an application copies from the call it serves to the calls it makes. */
const passedOn = [
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-sampled',
  'device-os',
  'app-version',
  'authorization',
  'x-request-id',
  'x-tenant-id',
  'x-tenant-name',
  'x-user-id',
  'x-user-name',
  'x-forwarded-for',
]

/** Serves the endpoints; every answer says which version gave it, in its body and in `x-service-version`. */
export function application(endpoints: readonly Endpoint[], options: ApplicationOptions): Application {
  const { self, random, conditions, send } = options
  const routes = endpoints.map((endpoint) => ({ endpoint, segments: endpoint.path.split('/') }))

  return async (call) => {
    const [path = ''] = call.path.split('?')
    const segments = path.split('/')
    for (const route of routes) {
      const params = route.endpoint.method === call.method ? paramsOf(route.segments, segments) : undefined
      if (params) return toReply(await route.endpoint.serve(handling(call, params)), route.endpoint.path)
    }
    return toReply({ status: 404, body: { code: 'NOT_FOUND', message: `${call.method} ${path}` } }, '')
  }

  function handling(call: Call, params: Record<string, string>): Handling {
    const headers = Object.fromEntries(
      passedOn.flatMap((name) => (call.headers[name] ? [[name, call.headers[name]]] : [])),
    )
    return {
      params,
      body: objectIn(call.body),
      path: call.path,
      method: call.method,
      self,
      random,
      conditions,
      work: (medianMs, spread = 0.35) => new Promise((done) => setTimeout(done, random.logNormal(medianMs, spread))),
      async ask(service, method, path, body) {
        try {
          const text = body === undefined ? '' : JSON.stringify(body)
          const reply = await send(service, { method, path, headers, body: text })
          return { status: reply.status, body: parsed(reply.body) }
        } catch (error) {
          if (!(error instanceof Dropped)) throw error
          return { status: 502, body: { code: 'UPSTREAM', message: `${service} closed the connection` } }
        }
      },
    }
  }

  function toReply({ status, body }: Answer, route: string): Reply {
    const named =
      typeof body === 'object' && body !== null ? { ...body, servedBy: `${self.service} ${self.version}` } : body
    return {
      status,
      headers: { 'content-type': 'application/json', 'x-service-version': self.version },
      body: JSON.stringify(named),
      ...(route === '' ? {} : { route }),
    }
  }
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, expected] of pattern.entries()) {
    const actual = segments[i] ?? ''
    if (expected.startsWith(':')) params[expected.slice(1)] = actual
    else if (expected !== actual) return undefined
  }
  return params
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return { code: 'UPSTREAM', message: body }
  }
}

function objectIn(body: string): Record<string, unknown> {
  const value = body === '' ? undefined : parsed(body)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
