import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { exchangeOf } from './exchange.ts'
import type { Routes } from './routes.ts'
import { admit, type Call } from './serve.ts'

/** A file under the name that browsers save it by, made while it is read. */
export interface Download {
  name: string
  text: AsyncIterable<string>
}

/**
 * Serves an endpoint whose answer is a file of any length. Its text is asked for as the reader takes it, so that no more than a piece of
 * it is ever held; no deadline ends it. A failure on the way breaks it off: half a file never looks whole.
 */
export function serveDownload<E extends Endpoint>(
  routes: Routes,
  endpoint: E,
  handler: (call: Call<E>) => Promise<Download>,
): void {
  routes.add(endpoint, async (request, response) => {
    exchangeOf(response).route = endpoint.path
    const left = new AbortController()
    response.once('close', () => left.abort())
    const signal = AbortSignal.any([left.signal, routes.surroundings.closing])
    const { name, text } = await handler(await admit(routes.surroundings, endpoint, { request, response, signal }))

    response.status(200).set({
      'Content-Type': `${endpoint.produces}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    })
    await pipeline(Readable.from(text), response, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  })
}
