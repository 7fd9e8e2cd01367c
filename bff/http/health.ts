import { timingSafeEqual } from 'node:crypto'
import { type RequestHandler, Router } from 'express'
import { Problem } from '#shared/contract/problem.ts'
import { demand, nobody } from './actor.ts'
import type { RequestMetrics } from './metrics.ts'
import type { Surroundings } from './routes.ts'
import { actorBehind } from './serve.ts'
import { sessionCookie } from './session-cookie.ts'

/** A part of this process without which it should get no requests. */
export interface Part {
  readonly name: string
  /** Rejects, or resolves too late, while the part is not usable. */
  check(signal: AbortSignal): Promise<void>
}

const checkMs = 2000

/**
 * `/healthz`: the process answers. `/readyz`: its own parts are usable; a silent mesh is no reason to get no requests.
 * Both are open to everybody and tell no more than names of parts.
 */
export function healthRoutes(parts: readonly Part[]): Router {
  const router = Router()
  router.get('/healthz', (_, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  router.get('/readyz', async (_, response) => {
    const results = await Promise.all(parts.map(async (part) => [part.name, await fares(part)] as const))
    const ready = results.every(([, state]) => state === 'ok')
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ok' : 'failing', parts: Object.fromEntries(results) })
  })
  return router
}

async function fares(part: Part): Promise<'ok' | 'failing'> {
  const signal = AbortSignal.timeout(checkMs)
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('late'))))
  return Promise.race([part.check(signal), late]).then(
    () => 'ok' as const,
    () => 'failing' as const,
  )
}

/** `/metrics` for whoever shows the configured token, and for signed-in people with `system:read`. */
export const metricsRoute =
  (metrics: RequestMetrics, surroundings: Surroundings, token: string | undefined): RequestHandler =>
  async (request, response) => {
    if (token === undefined || !isBearer(request.get('authorization'), token)) {
      const actor = await actorBehind(sessionCookie(request, response, surroundings.secureCookies), surroundings)
      if (actor === nobody) throw new Problem('signed-out')
      demand(actor, 'system:read')
    }
    response.set('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics())
  }

function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
