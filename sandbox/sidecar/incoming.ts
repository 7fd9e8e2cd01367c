import type { IncomingMessage } from 'node:http'
import { b3Headers, receivedContext, type TraceContext } from './b3.ts'
import { chainOf } from './chain.ts'
import type { Answer, IncomingCall, IncomingHandler } from './governance.ts'
import type { Call, Reply } from './http-call.ts'
import { Dropped } from './listener.ts'
import { nowMicros, type Endpoint, type Half } from './span.ts'
import { attemptHeader } from './transport.ts'

/** The application beside a sidecar. A {@link Dropped} from it closes the caller's connection. */
export type Application = (call: Call) => Promise<Reply>

export interface IncomingOptions {
  application: Application
  handlers: readonly IncomingHandler[]
  /** The data plane answered in place of the application. */
  refused(status: number): void
  record(half: Half): void
}

/** Hands received calls through the chain to the application and reports the callee's half of each. */
export function incomingCalls(options: IncomingOptions): (call: Call, client: IncomingMessage) => Promise<Reply> {
  const { application, refused, record } = options
  const chain = chainOf(options.handlers, serve)
  return async (call, client) => {
    const context = receivedContext(call.headers)
    const startedAt = nowMicros()
    const caller = callerOf(call, context)
    const half = {
      kind: 'SERVER',
      context,
      call,
      attempt: Number(call.headers[attemptHeader] ?? 0),
      startedAt,
      ...farEnd(caller, call, client),
      withBodies: true,
    } as const
    try {
      const passed = { ...call, headers: { ...call.headers, ...b3Headers(context) } }
      const answer = await chain({ call: passed, ...(caller === undefined ? {} : { caller }) })
      const { reply, outcome, error, answered } = answer
      if (!answered) refused(reply.status)
      record({ ...half, endedAt: nowMicros(), reply, outcome, ...(error === undefined ? {} : { error }) })
      return reply
    } catch (error) {
      record({ ...half, endedAt: nowMicros(), outcome: 'aborted', error: 'connection closed without an answer' })
      throw error instanceof Dropped ? error : new Dropped(String(error))
    }
  }

  async function serve({ call }: IncomingCall): Promise<Answer> {
    const reply = await application(call)
    return reply.status >= 500
      ? { reply, outcome: 'failed', error: `${reply.status}`, answered: true }
      : { reply, outcome: 'ok', answered: true }
  }
}

/** A sidecar says its service in `x-cse-context`; a client outside the mesh has an address only. */
const callerOf = ({ headers }: Call, { shared }: TraceContext): string | undefined =>
  shared ? /"x-cse-src-microservice":"([^"]+)"/.exec(headers['x-cse-context'] ?? '')?.[1] : undefined

const farEnd = (caller: string | undefined, call: Call, client: IncomingMessage): Pick<Half, 'remote' | 'peer'> =>
  caller === undefined
    ? { remote: clientEndpoint(call, client) }
    : { remote: { serviceName: caller }, peer: { service: caller } }

function clientEndpoint(call: Call, client: IncomingMessage): Endpoint {
  const [ipv4 = '', port] = (call.headers['x-forwarded-for'] ?? '').split(':')
  if (ipv4 !== '') return { ipv4, ...(port ? { port: Number(port) } : {}) }
  return { ipv4: '127.0.0.1', ...(client.socket.remotePort ? { port: client.socket.remotePort } : {}) }
}
