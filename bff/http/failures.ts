import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Problem } from '#shared/contract/problem.ts'
import type { Refusal } from '../audit/refusals.ts'
import { CallerGone } from './deadline.ts'
import { exchangeOf } from './exchange.ts'
import { problemOf, refuse } from './problems.ts'

/** Told who was refused for want of which right, and where; before the refusal is answered. */
export type OnRefusal = (refusal: Refusal) => Promise<void>

/** Last of all: whatever was thrown ends its request as a problem; what nobody foresaw is kept for the log. */
export const answerFailure =
  (onRefusal: OnRefusal): ErrorRequestHandler =>
  async (error, request, response, _next) => {
    const exchange = exchangeOf(response)
    if (error instanceof CallerGone) return
    const problem = problemOf(error)
    if (problem.cause !== undefined) exchange.failure = problem.cause
    const { requestId, language, actor: name } = exchange
    const refusal = refusalIn(problem)
    if (refusal && name) {
      const by = { name, from: { address: request.ip ?? '', requestId } }
      // Who may not is told so even while nothing can be written.
      await onRefusal({ by, ...refusal }).catch((failure: unknown) => {
        exchange.failure = failure
      })
    }
    refuse(response, problem, language, requestId)
  }

/** Which right was missing where, in a problem that says so; whoever may not review lacks that of approving. */
function refusalIn({ code, params }: Problem): Omit<Refusal, 'by'> | undefined {
  const right = 'changes:approve'
  if (code === 'not-permitted') return { right: String(params.permission), place: String(params.place) }
  if (code === 'own-change') return { right, change: String(params.id) }
  if (code !== 'reviewer-role-missing') return undefined
  return { right, place: String(params.environment), change: String(params.id) }
}

/** Nothing is served at this address. */
export const refuseUnknown: RequestHandler = (request) => {
  throw new Problem('no-such-address', { params: { path: request.originalUrl } })
}
