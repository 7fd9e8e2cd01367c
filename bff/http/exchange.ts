import type { Request, RequestHandler, Response } from 'express'
import type { Language } from '#shared/problems/messages.ts'
import { languageOf, requestIdOf } from './request.ts'

/** What is known of a request on its way, for its answer and for its line in the log. */
export interface Exchange {
  readonly requestId: string
  readonly language: Language
  /** Path of the endpoint that serves it, with its parameters' names. */
  route?: string
  /** Name of the signed-in account. */
  actor?: string
  /** What went wrong inside, for the log alone. */
  failure?: unknown
}

const exchanges = new WeakMap<Response, Exchange>()

/** The exchange that an answer belongs to. */
export function exchangeOf(response: Response): Exchange {
  const exchange = exchanges.get(response)
  if (!exchange) throw new Error('beginExchange was not the first middleware')
  return exchange
}

/** First middleware of all: names the request and settles the language. */
export const beginExchange: RequestHandler = (request: Request, response: Response, next) => {
  const exchange: Exchange = { requestId: requestIdOf(request), language: languageOf(request) }
  exchanges.set(response, exchange)
  response.set('X-Request-Id', exchange.requestId)
  next()
}
