import type { Response } from 'express'
import { type ProblemBody, Problem, reportOf } from '#shared/contract/problem.ts'
import { problemCatalog } from '#shared/problems/catalog.ts'
import type { Language } from '#shared/problems/messages.ts'
import { render } from '#shared/problems/render.ts'

/** The HTTP status that a problem ends a request with. */
export const statusOf = (problem: Problem): number => problemCatalog[problem.code].status

/** The body of a refusal, with its sentence in the caller's language. */
export function bodyOf(problem: Problem, language: Language, requestId: string): ProblemBody {
  const { code, params, theirs, findings } = problem
  return {
    ...reportOf(problem),
    type: `urn:meshdeck:problem:${code}`,
    status: statusOf(problem),
    detail: render(problemCatalog[code], params, language),
    requestId,
    ...(theirs === undefined ? {} : { theirs }),
    ...(findings === undefined ? {} : { findings }),
  }
}

/** Ends a request with a problem. Does nothing when an answer has begun: then only breaking off is honest. */
export function refuse(response: Response, problem: Problem, language: Language, requestId: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { seconds } = problem.params
  if (statusOf(problem) === 429 && seconds !== undefined) response.set('Retry-After', String(seconds))
  response
    .status(statusOf(problem))
    .set({ 'Cache-Control': 'no-store', 'Content-Language': language })
    .type('application/problem+json')
    .send(JSON.stringify(bodyOf(problem, language, requestId)))
}

/** What Express and its body parser throw: https://github.com/expressjs/body-parser#errors */
interface HttpError {
  type?: string
  status?: number
  limit?: number
}

/** The problem that anything thrown amounts to; what nobody foresaw is `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { type, status, limit } = (error instanceof Error ? error : {}) as HttpError // every field is optional
  if (type === 'entity.too.large') return new Problem('too-large', { params: { limit: limit ?? 0 }, cause: error })
  if (type === 'entity.parse.failed') return new Problem('not-json', { cause: error })
  if (status === 415) return new Problem('not-json-type', { cause: error })
  if (status === 400) return new Problem('invalid-input', { cause: error })
  return new Problem('internal', { cause: error })
}
