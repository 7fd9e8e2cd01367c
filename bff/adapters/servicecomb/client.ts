import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import { breaker } from './breaker.ts'
import { curl } from './curl.ts'
import { turnstile } from './turnstile.ts'

export interface BackendOptions {
  /** Product as people name it. */
  backend: string
  address: string
  /** Sent with each request and shown in its command: none that is a secret. */
  headers?: Record<string, string>
  inFlight: number
  perSecond: number
  deadlineMs: number
}

export interface Request {
  query?: Record<string, string | undefined>
  signal?: AbortSignal | undefined
}

/** An answer, or that nothing changed since the revision that was asked with (304). */
export type Answer<Value> = { changed: true; value: Value; headers: Headers } | { changed: false; headers: Headers }

/** One backend on HTTP: every failure becomes a `Problem`, every answer is parsed at the door. */
export interface Backend {
  readonly name: string
  readonly address: string
  /** Repeated where the backend was silent. Throws `backend-silent`, `backend-refused`, `backend-garbled`. */
  read<S extends z.ZodType>(path: string, schema: S, request?: Request): Promise<Answer<z.output<S>>>
  /** Never repeated. Throws as `read` does. */
  write<S extends z.ZodType>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    schema: S,
    request?: Request,
  ): Promise<z.output<S>>
  /** The same request as a command for a shell. */
  command(method: string, path: string, request?: Pick<Request, 'query'> & { body?: unknown }): string
  /** When it last answered, and since when it does not. */
  health(): Pick<Stamp, 'at' | 'silent'>
}

const pausesBeforeRepeatMs = [50, 200]
const never = new AbortController().signal
const largestAnswerBytes = 64 * 1024 * 1024

export function backend(options: BackendOptions): Backend {
  const { backend: name, address } = options
  const gate = turnstile(options.inFlight, options.perSecond)
  const guard = breaker()
  let answeredAt: Instant | undefined
  let silent: Stamp['silent']

  function answered(): void {
    guard.answered()
    answeredAt = instantOf(Date.now())
    silent = undefined
  }

  function fellSilent(source: string, cause: unknown): Problem {
    const problem = new Problem('backend-silent', { params: { backend: name }, source, cause })
    guard.silent(problem)
    silent = { since: silent?.since ?? instantOf(Date.now()), problem: reportOf(problem) }
    return problem
  }

  const headersFor = (body: unknown): Record<string, string> => ({
    ...options.headers,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  })

  async function once(
    method: string,
    path: string,
    body: unknown,
    { query, signal }: Request,
  ): Promise<[Response, string]> {
    const refusal = guard.refuses()
    if (refusal) throw refusal
    // Waiting for a turn is our doing: the deadline counts from the moment of asking.
    const leave = await gate.enter(signal ?? never)
    const own = AbortSignal.timeout(options.deadlineMs)
    try {
      const response = await fetch(urlOf(address, path, query), {
        method,
        signal: signal ? AbortSignal.any([signal, own]) : own,
        redirect: 'error',
        headers: headersFor(body),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await textOf(response, largestAnswerBytes)
      answered()
      return [response, text]
    } catch (cause) {
      // What the reader gave up says nothing about the backend.
      if (signal?.aborted) throw signal.reason
      throw fellSilent(wordsOf(cause, options.deadlineMs), cause)
    } finally {
      leave()
    }
  }

  function settle<S extends z.ZodType>(response: Response, text: string, schema: S): Answer<z.output<S>> {
    const { headers, status } = response
    if (status === 304) return { changed: false, headers }
    if (!response.ok) {
      throw new Problem('backend-refused', { params: { backend: name, status }, source: refusalOf(text) })
    }
    return { changed: true, value: parsed(text, schema), headers }
  }

  function parsed<S extends z.ZodType>(text: string, schema: S): z.output<S> {
    try {
      return schema.parse(text === '' ? undefined : JSON.parse(text))
    } catch (cause) {
      const source = cause instanceof z.ZodError ? z.prettifyError(cause).slice(0, 500) : text.slice(0, 200)
      throw new Problem('backend-garbled', { params: { backend: name }, source, cause })
    }
  }

  return {
    name,
    address,
    async read(path, schema, request = {}) {
      for (const waitMs of pausesBeforeRepeatMs) {
        try {
          return settle(...(await once('GET', path, undefined, request)), schema)
        } catch (error) {
          if (!(error instanceof Problem) || !isPassing(error)) throw error
          await pause(waitMs * (0.5 + Math.random()), undefined, { signal: request.signal })
        }
      }
      return settle(...(await once('GET', path, undefined, request)), schema)
    },
    async write(method, path, body, schema, request = {}) {
      const [response, text] = await once(method, path, body, request)
      const answer = settle(response, text, schema)
      return answer.changed ? answer.value : parsed('', schema)
    },
    command: (method, path, { query, body } = {}) =>
      curl({ method, url: urlOf(address, path, query), headers: headersFor(body), body }),
    health: () => ({
      ...(answeredAt === undefined ? {} : { at: answeredAt }),
      ...(silent === undefined ? {} : { silent }),
    }),
  }
}

/** Whether a problem is a refusal with this HTTP status. */
export const refusedWith = (error: unknown, status: number): error is Problem =>
  error instanceof Problem && error.code === 'backend-refused' && error.params['status'] === status

/** Whether asking again may help: nobody answered, the server was busy, or something between was broken. */
const isPassing = (problem: Problem): boolean =>
  problem.code === 'backend-silent' || [429, 502, 503, 504].some((status) => refusedWith(problem, status))

function urlOf(address: string, path: string, query: Request['query'] = {}): URL {
  const url = new URL(address.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

/** The body as text; throws when it is larger than allowed. */
export async function textOf(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new Error(`the answer is larger than ${limit} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The innermost message, as `connect ECONNREFUSED 127.0.0.1:30100`. */
export function wordsOf(error: unknown, deadlineMs: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${deadlineMs} ms`
  return error.cause instanceof Error ? wordsOf(error.cause, deadlineMs) : error.message || error.name
}

// Service Center and Kie share this body (servicecomb.md 1.2, 2.9); anything else is shown as it came.
const Refusal = z.object({
  errorCode: z.string(),
  errorMessage: z.string().default(''),
  detail: z.string().default(''),
})

function refusalOf(text: string): string {
  try {
    const { errorCode, errorMessage, detail } = Refusal.parse(JSON.parse(text))
    return [errorCode, errorMessage, detail]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, 500)
  } catch {
    return text.trim().slice(0, 500)
  }
}
