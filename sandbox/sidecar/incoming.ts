import type { IncomingMessage } from 'node:http'
import { b3Headers, receivedContext, type TraceContext } from './b3.ts'
import type { Call, Reply } from './http-call.ts'
import { Dropped } from './listener.ts'
import { nowMicros, type Endpoint, type Half } from './span.ts'

/** The application beside a sidecar. A {@link Dropped} from it closes the caller's connection. */
export type Application = (call: Call) => Promise<Reply>

/** Hands received calls to the application and reports the callee's half of each. */
export function incomingCalls(
  application: Application,
  record: (half: Half) => void,
): (call: Call, client: IncomingMessage) => Promise<Reply> {
  return async (call, client) => {
    const context = receivedContext(call.headers)
    const startedAt = nowMicros()
    const half = {
      kind: 'SERVER',
      context,
      call,
      startedAt,
      ...callerOf(call, context, client),
      withBodies: true,
    } as const
    try {
      const reply = await application({ ...call, headers: { ...call.headers, ...b3Headers(context) } })
      const failed = reply.status >= 500
      record({
        ...half,
        endedAt: nowMicros(),
        reply,
        outcome: failed ? 'failed' : 'ok',
        ...(failed ? { error: `${reply.status}` } : {}),
      })
      return reply
    } catch (error) {
      record({ ...half, endedAt: nowMicros(), outcome: 'aborted', error: 'connection closed without an answer' })
      throw error instanceof Dropped ? error : new Dropped(String(error))
    }
  }
}

/** A sidecar says its service in `x-cse-context`; a client outside the mesh has an address only. */
function callerOf(call: Call, { shared }: TraceContext, client: IncomingMessage): Pick<Half, 'remote' | 'peer'> {
  const service = /"x-cse-src-microservice":"([^"]+)"/.exec(call.headers['x-cse-context'] ?? '')?.[1]
  if (shared && service) return { remote: { serviceName: service }, peer: { service } }
  return { remote: clientEndpoint(call, client) }
}

function clientEndpoint(call: Call, client: IncomingMessage): Endpoint {
  const [ipv4 = '', port] = (call.headers['x-forwarded-for'] ?? '').split(':')
  if (ipv4 !== '') return { ipv4, ...(port ? { port: Number(port) } : {}) }
  return { ipv4: '127.0.0.1', ...(client.socket.remotePort ? { port: client.socket.remotePort } : {}) }
}
