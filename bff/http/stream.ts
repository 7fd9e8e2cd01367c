import type { Response } from 'express'
import type { z } from 'zod'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { exchangeOf } from './exchange.ts'
import type { Routes } from './routes.ts'
import { admit, type Call } from './serve.ts'

const heartbeatMs = 20_000

type Streamer<E extends Endpoint> = (call: Call<E>) => AsyncIterable<z.input<E['response']>>

/**
 * Serves an endpoint whose answer is a stream of server-sent events, each one a value of its response schema:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 * It ends when the caller leaves, when the session ends, and when the console shuts down.
 */
export function serveStream<E extends Endpoint>(routes: Routes, endpoint: E, streamer: Streamer<E>): void {
  const { closing, account } = routes.surroundings
  routes.add(endpoint, async (request, response) => {
    exchangeOf(response).route = endpoint.path
    const left = new AbortController()
    response.once('close', () => left.abort())
    const signal = AbortSignal.any([left.signal, closing])
    const call = await admit(routes.surroundings, endpoint, { request, response, signal })

    open(response)
    const heartbeat = setInterval(() => void beat(), heartbeatMs)
    async function beat(): Promise<void> {
      const token = call.session.token
      const known = await account(token ?? '').catch(() => undefined)
      if (known) response.write(': still here\n\n')
      else left.abort()
    }
    try {
      for await (const item of streamer(call))
        response.write(`data: ${JSON.stringify(endpoint.response.parse(item))}\n\n`)
    } finally {
      clearInterval(heartbeat)
      response.end()
    }
  })
}

/** `no-transform` keeps the compression from holding events back; the last header does the same in nginx. */
function open(response: Response): void {
  response
    .status(200)
    .set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    })
    .flushHeaders()
}
