import { addressOf, type Endpoint, type Input, type Output } from '#shared/contract/endpoint.ts'
import { Problem, type ProblemBody } from '#shared/contract/problem.ts'
import type { ProblemCode } from '#shared/problems/catalog.ts'
import { currentLanguage } from '../i18n/language.ts'

/** A refusal as the server gave it: the problem with its status, its sentence and the request's id. */
export class RefusedRequest extends Problem {
  readonly status: number
  readonly requestId: string | undefined
  /** The sentence in the language that was asked for; for codes that this console does not know yet. */
  readonly detail: string | undefined

  constructor(code: ProblemCode, details: ConstructorParameters<typeof Problem>[1], answer: Partial<ProblemBody>) {
    super(code, details)
    this.name = 'RefusedRequest'
    this.status = answer.status ?? 0
    this.requestId = answer.requestId
    this.detail = answer.detail
  }
}

/**
 * Asks the BFF. Throws `RefusedRequest`: what the server refused, or `backend-silent` when it cannot be reached.
 * The answer is not parsed again: the server has parsed it with the same schema.
 */
export async function call<E extends Endpoint>(endpoint: E, input: Input<E>, signal?: AbortSignal): Promise<Output<E>> {
  const { params, query, body } = input as Parts // every input has at most these three
  const response = await fetch(addressOf(endpoint, { ...(params && { params }), ...(query && { query }) }), {
    method: endpoint.method,
    headers: {
      'accept-language': currentLanguage(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new RefusedRequest('backend-silent', { params: { backend: 'Meshdeck' }, cause }, {})
  })
  if (!response.ok) throw await refusal(response)
  if (response.status === 204) return undefined as Output<E> // an endpoint without a response answers 204
  return (await response.json()) as Output<E> // see above
}

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

async function refusal(response: Response): Promise<RefusedRequest> {
  const answer = (await response.json().catch(() => undefined)) as ProblemBody | undefined // a proxy may answer HTML
  if (!answer?.code) {
    const params = { backend: 'Meshdeck', status: String(response.status) }
    return new RefusedRequest('backend-refused', { params }, { status: response.status })
  }
  const { code, params, field, source, theirs, findings } = answer
  const details = {
    params,
    theirs,
    ...(field === undefined ? {} : { field }),
    ...(source === undefined ? {} : { source }),
    ...(findings === undefined ? {} : { findings }),
  }
  return new RefusedRequest(code as ProblemCode, details, answer) // a newer server's code falls back to its detail
}
