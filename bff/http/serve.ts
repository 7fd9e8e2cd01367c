import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { parseWith } from '#shared/contract/parse.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Visibility } from '#shared/access/visibility.ts'
import type { Language } from '#shared/problems/messages.ts'
import type { Whereabouts } from '../audit/doer.ts'
import { type Actor, actorOf, demand, nobody } from './actor.ts'
import { readBody } from './body.ts'
import { withinDeadline } from './deadline.ts'
import { exchangeOf } from './exchange.ts'
import { namingGrantors } from './grantors.ts'
import { refuseForeignWrite } from './origin.ts'
import type { Routes, Surroundings } from './routes.ts'
import { type SessionCookie, sessionCookie } from './session-cookie.ts'

/** What the endpoint's permission shows of the mesh in the path; nothing where the path names none. */
type VisibilityIn<Params> = Params extends { mesh: string } ? Visibility : undefined

/** A request that was let in: who asks for what. */
export interface Call<E extends Endpoint> {
  readonly params: z.output<E['params']>
  readonly query: z.output<E['query']>
  readonly body: z.output<E['body']>
  /** `nobody` where a public endpoint is asked without a session. */
  readonly actor: Actor
  readonly visibility: VisibilityIn<z.output<E['params']>>
  /** Fires at the deadline and when the caller leaves. */
  readonly signal: AbortSignal
  readonly requestId: string
  readonly language: Language
  readonly session: SessionCookie
  /** Where the request came from, as far as trusted proxies tell. */
  readonly address: string
}

/** Endpoints without a response are answered with nothing. */
type Answer<E extends Endpoint> = E['response'] extends z.ZodUndefined ? void : z.input<E['response']>
type Handler<E extends Endpoint> = (call: Call<E>) => Promise<Answer<E>> | Answer<E>

/**
 * Serves an endpoint: lets in whom its permission lets in, parses what comes and what goes, ends late requests.
 * Whatever a handler throws is answered as a problem.
 */
export function serve<E extends Endpoint>(routes: Routes, endpoint: E, handler: Handler<E>): void {
  routes.add(endpoint, async (request, response) => {
    exchangeOf(response).route = endpoint.path
    await withinDeadline(response, routes.surroundings.deadlineMs, async (signal) => {
      const call = await admit(routes.surroundings, endpoint, { request, response, signal })
      const answered = await namingGrantors(call.actor, routes.surroundings.administrators, async () => handler(call))
      answer(response, endpoint, answered)
    })
  })
}

/** A request with the signal that ends it. */
export interface Incoming {
  request: Request
  response: Response
  signal: AbortSignal
}

/** Checks origin, session, place, permission and input, in this order: nobody learns more than they may. */
export async function admit<E extends Endpoint>(
  surroundings: Surroundings,
  endpoint: E,
  { request, response, signal }: Incoming,
): Promise<Call<E>> {
  refuseForeignWrite(request)
  const exchange = exchangeOf(response)
  const session = sessionCookie(request, response, surroundings.secureCookies)
  const { requestId, language } = exchange
  const address = request.ip ?? ''
  const actor = await actorBehind(session, surroundings, { address, requestId })
  exchange.actor = actor.name
  if (actor === nobody && endpoint.permission !== 'public') throw new Problem('signed-out')

  const params = accept(endpoint.params, request.params)
  const { permission } = endpoint
  const place = placeOf(params)
  const named = permission !== 'public' && permission !== 'signed-in'
  if (named) await namingGrantors(actor, surroundings.administrators, () => demand(actor, permission, place))

  const query = accept(endpoint.query, request.query)
  const hasBody = !(endpoint.body instanceof z.ZodUndefined)
  const body = hasBody ? accept(endpoint.body, await readBody(request, response, endpoint.bodyLimit)) : undefined
  const visibility = named && place.mesh !== undefined ? actor.visibility(permission, place.mesh) : undefined
  // The parts were just parsed with the endpoint's own schemas; the compiler cannot follow that through its type parameter.
  return { params, query, body, actor, visibility, signal, requestId, language, session, address } as Call<E>
}

/** Who a session belongs to; `nobody` where there is none. */
export async function actorBehind(
  { token }: SessionCookie,
  surroundings: Surroundings,
  from?: Whereabouts,
): Promise<Actor> {
  const found = token === undefined ? undefined : await surroundings.account(token)
  return found ? await actorOf(found, surroundings, from) : nobody
}

const Place = z.object({ mesh: z.string(), namespace: z.string(), service: z.string() }).partial()

/** The place that a path names, as far as it names one. */
const placeOf = (params: unknown): z.output<typeof Place> => Place.parse(params)

function accept<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = parseWith(schema, value)
  if (parsed.ok) return parsed.value
  throw new Problem('invalid-input', { findings: parsed.findings })
}

function answer<E extends Endpoint>(response: Response, endpoint: E, output: Answer<E>): void {
  const parsed = endpoint.response.safeParse(output)
  // Ours to mend, not the caller's: the log has what was wrong with it.
  if (!parsed.success) throw new Problem('internal', { cause: parsed.error })
  if (parsed.data === undefined) response.status(204).end()
  else response.set('Cache-Control', cachingOf(endpoint)).json(parsed.data)
}

/** Figures may lie in the reader's browser and are asked for anew each time; what tells of persons never touches a disk. */
function cachingOf({ method, permission }: Endpoint): string {
  const isPersonal = ['calls:', 'users:', 'audit:'].some((noun) => permission.startsWith(noun))
  return method === 'GET' && !isPersonal ? 'private, no-cache' : 'no-store'
}
