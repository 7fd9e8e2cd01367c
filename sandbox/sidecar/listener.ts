import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { flatHeaders, type Call, type Reply } from './http-call.ts'

export interface Listener {
  port: number
  close(): Promise<void>
}

/** Closes the caller's connection without an answer, as a panicking handler does. */
export class Dropped extends Error {}

/**
 * An HTTP listener on loopback.
 * @param port 0 takes a free one.
 * @param answer a {@link Dropped} from it cuts the connection, any other error is a 500.
 */
export function listen(
  port: number,
  answer: (call: Call, client: IncomingMessage) => Promise<Reply> | Reply,
): Promise<Listener> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void respond(request, response, Buffer.concat(chunks).toString('utf8')))
  })
  server.keepAliveTimeout = 65_000

  async function respond(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const call = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: flatHeaders(request.headers),
      body,
    }
    try {
      const reply = await answer(call, request)
      const { 'transfer-encoding': _chunked, connection: _hop, 'keep-alive': _idle, ...headers } = reply.headers
      response.writeHead(reply.status, { ...headers, 'content-length': Buffer.byteLength(reply.body) })
      response.end(reply.body)
    } catch (error) {
      if (error instanceof Dropped) request.socket.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    }
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

export const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Reply => ({
  status,
  headers: { 'content-type': type },
  body,
})

export const json = (status: number, body: unknown): Reply => text(status, JSON.stringify(body), 'application/json')
