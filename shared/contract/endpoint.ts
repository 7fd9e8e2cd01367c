import { z } from 'zod'
import type { Permission } from '../access/permission.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What a caller must hold: a permission, merely a session, or nothing at all. */
export type Access = Permission | 'signed-in' | 'public'

/**
 * One endpoint of the BFF, described once for both sides. `path` is relative to `/api`, with `:name` for each key of `params`.
 * Where `params` has `mesh`, `namespace` or `service`, the permission is asked for that place.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  readonly path: `/${string}`
  readonly permission: Access
  /** One line for the API's documentation. */
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly response: Response
  /** Largest request body in bytes. */
  readonly bodyLimit: number
  /** `application/json` unless said otherwise, as `text/event-stream` for a stream. */
  readonly produces: string
}

const nothing = z.object({})
const noBody = z.undefined()
type Nothing = typeof nothing
type NoBody = typeof noBody

interface Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method
  path: `/${string}`
  permission: Access
  summary: string
  params?: P
  query?: Q
  body?: B
  response?: R
  bodyLimit?: number
  produces?: string
}

/**
 * Describes an endpoint; parts left out are empty, a response left out is an empty 204.
 * Query fields that the schema does not name are refused, so that a misspelt filter never widens an answer.
 */
export function endpoint<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = NoBody,
  R extends z.ZodType = NoBody,
>(definition: Definition<P, Q, B, R>): Endpoint<P, Q, B, R> {
  const { query = nothing, ...rest } = definition
  const defaults = { params: nothing, body: noBody, response: noBody, bodyLimit: 65_536, produces: 'application/json' }
  const strict = query instanceof z.ZodObject ? query.strict() : query
  // The defaults are exactly what the type parameters default to, and strictness does not change a schema's type.
  return { ...defaults, ...rest, query: strict } as unknown as Endpoint<P, Q, B, R>
}

type Part<Key extends string, Schema extends z.ZodType> = Schema extends NoBody
  ? { [key in Key]?: undefined }
  : Record<string, never> extends z.input<Schema>
    ? { [key in Key]?: z.input<Schema> }
    : { [key in Key]: z.input<Schema> }

/** What a caller gives to an endpoint: only the parts that it has; those without required keys may be left out. */
export type Input<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']>

/** What a caller gets. */
export type Output<E extends Endpoint> = z.output<E['response']>

/** Fills the path's parameters and adds the query; empty and absent values are left out. Starts with `/api`. */
export function addressOf(
  endpoint: Endpoint,
  input: { params?: Record<string, unknown>; query?: Record<string, unknown> },
): string {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new Array<string>()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') query.push(`${name}=${encodeURIComponent(String(one))}`)
    }
  }
  return `/api${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}
