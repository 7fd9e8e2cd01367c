import { request, type Agent } from 'node:http'

/** One HTTP exchange as both ends of the demo mesh see it. Header names are lower case, bodies are text. */
export interface Call {
  method: string
  /** With the query. */
  path: string
  headers: Record<string, string>
  body: string
}

/** The answer to a {@link Call}; `route` is the pattern that the application served it with, known only inside its process. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
  route?: string
}

export interface Target {
  host: string
  port: number
}

/** No answer within the time that the caller waits. */
export class TimedOut extends Error {}

/**
 * Sends a call and reads the whole answer.
 * @throws TimedOut after `timeoutMs`; the socket's error (`ECONNREFUSED`, `ECONNRESET`) otherwise.
 */
export function httpCall(agent: Agent, target: Target, call: Call, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: target.host,
        port: target.port,
        method: call.method,
        path: call.path,
        headers: { ...call.headers, 'content-length': Buffer.byteLength(call.body) },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () => {
          clearTimeout(timer)
          resolve({
            status: response.statusCode ?? 0,
            headers: flatHeaders(response.headers),
            body: Buffer.concat(chunks).toString('utf8'),
          })
        })
      },
    )
    const timer = setTimeout(() => outgoing.destroy(new TimedOut()), timeoutMs)
    function fail(error: Error): void {
      clearTimeout(timer)
      reject(error)
    }
    outgoing.on('error', fail)
    outgoing.end(call.body)
  })
}

/** Repeated headers joined as HTTP joins them. */
export function flatHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return flat
}
