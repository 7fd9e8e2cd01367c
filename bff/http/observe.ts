import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { type Exchange, exchangeOf } from './exchange.ts'
import type { RequestMetrics } from './metrics.ts'

/** Writes one line a request and counts it, when its answer is out or its caller gone. Never a query, a body or a cookie. */
export const observe =
  (log: Logger, metrics: RequestMetrics): RequestHandler =>
  (request, response, next) => {
    const began = performance.now()
    const exchange = exchangeOf(response)
    response.once('close', () => {
      const tookMs = performance.now() - began
      const status = response.writableFinished ? response.statusCode : callerGone
      metrics.count(request.method, exchange.route ?? 'other', status, tookMs / 1000)
      const line = { ...about(exchange), method: request.method, status, tookMs: Math.round(tookMs * 10) / 10 }
      if (exchange.failure === undefined) log.info(line, 'request')
      else log.error({ ...line, err: exchange.failure }, 'request failed')
    })
    next()
  }

/** Nobody was there for the answer, as nginx writes it. */
const callerGone = 499

const about = ({ requestId, route, actor }: Exchange) => ({ requestId, route, actor: actor || undefined })
