import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Problem } from '#shared/contract/problem.ts'
import type { Doer } from '../audit/doer.ts'
import { CallerGone } from './deadline.ts'
import { exchangeOf } from './exchange.ts'
import { problemOf, refuse } from './problems.ts'

/** Told who was refused for want of which right, and where; before the refusal is answered. */
export type OnRefusal = (refusal: { by: Doer; right: string; place: string }) => Promise<void>

/** Last of all: whatever was thrown ends its request as a problem; what nobody foresaw is kept for the log. */
export const answerFailure =
  (onRefusal: OnRefusal): ErrorRequestHandler =>
  async (error, request, response, _next) => {
    const exchange = exchangeOf(response)
    if (error instanceof CallerGone) return
    const problem = problemOf(error)
    if (problem.cause !== undefined) exchange.failure = problem.cause
    const { requestId, language, actor: name } = exchange
    const { permission: right, place } = problem.params
    if (problem.code === 'not-permitted' && name) {
      const by = { name, from: { address: request.ip ?? '', requestId } }
      // Who may not is told so even while nothing can be written.
      await onRefusal({ by, right: String(right), place: String(place) }).catch((failure: unknown) => {
        exchange.failure = failure
      })
    }
    refuse(response, problem, language, requestId)
  }

/** Nothing is served at this address. */
export const refuseUnknown: RequestHandler = (request) => {
  throw new Problem('no-such-address', { params: { path: request.originalUrl } })
}
