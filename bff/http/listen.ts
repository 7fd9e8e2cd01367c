import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that takes requests. */
export interface Listening {
  /** Its address, with the port that was taken where 0 was asked for. */
  readonly url: string
  /** Takes no more requests, gives those under way half a second, and breaks off the rest. */
  close(): Promise<void>
}

const graceMs = 500
const requestMs = 30_000

/** The address belongs to somebody else, or is none of this machine's. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** Listens on an address; port 0 takes any free one. Throws `CannotListen`. */
export async function listen(app: RequestListener, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createServer({ requestTimeout: requestMs }, app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new CannotListen(`Cannot listen on ${host}:${port}: ${cause.message}`, { cause })),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(late)
    },
  }
}
