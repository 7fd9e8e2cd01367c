import type { Agent } from 'node:http'
import { httpCall, type Reply, type Target } from './http-call.ts'

/** Asks Service Center or Kie. */
export interface ControlClient {
  /** @throws the socket's error when the server does not answer. */
  ask(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string>; timeoutMs?: number },
  ): Promise<Reply>
}

export function controlClient(url: string, agent: Agent): ControlClient {
  const { hostname, port, pathname } = new URL(url)
  const target: Target = { host: hostname, port: Number(port || 80) }
  const base = pathname.replace(/\/$/, '')
  return {
    ask: (method, path, { body, headers = {}, timeoutMs = 10_000 } = {}) =>
      httpCall(
        agent,
        target,
        {
          method,
          path: base + path,
          headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
          body: body === undefined ? '' : JSON.stringify(body),
        },
        timeoutMs,
      ),
  }
}

/** An answer other than the one asked for. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor({ status, body }: Reply) {
    super(`${status} ${body.slice(0, 200)}`)
    this.status = status
    this.code = /"errorCode":\s*"(\d+)"/.exec(body)?.[1] ?? ''
  }
}

/** The answer, when it is a success. */
export function succeeded(reply: Reply): Reply {
  if (reply.status < 200 || reply.status > 299) throw new Refused(reply)
  return reply
}
