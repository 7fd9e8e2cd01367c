import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Problem } from '#shared/contract/problem.ts'
import { CallerGone } from './deadline.ts'
import { exchangeOf } from './exchange.ts'
import { problemOf, refuse } from './problems.ts'

/** Last of all: whatever was thrown ends its request as a problem; what nobody foresaw is kept for the log. */
export const answerFailure: ErrorRequestHandler = (error, _request, response, _next) => {
  const exchange = exchangeOf(response)
  if (error instanceof CallerGone) return
  const problem = problemOf(error)
  if (problem.cause !== undefined) exchange.failure = problem.cause
  refuse(response, problem, exchange.language, exchange.requestId)
}

/** Nothing is served at this address. */
export const refuseUnknown: RequestHandler = (request) => {
  throw new Problem('no-such-address', { params: { path: request.originalUrl } })
}
