import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One request as a handler sees it. */
export interface Call<Params = Record<string, string>> {
  method: string
  path: string
  params: Params
  query: URLSearchParams
  headers: IncomingHttpHeaders
  remoteAddress: string
  /** Aborted when the client goes away or the server stops: a long poll ends then. */
  signal: AbortSignal
  /** The whole body as UTF-8; rejects with {@link BodyTooLarge} beyond `limit` bytes. */
  body(limit: number): Promise<string>
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** The names of `/a/:b/c/:d` as a type: `{ b: string; d: string }`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name | keyof PathParams<Rest>]: string }
  : Path extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : Record<never, string>

export interface Route {
  method: Method
  /** `/v4/:project/registry/version`; a last segment `*` matches any rest. */
  path: string
  handle(call: Call): Answer | Promise<Answer>
}

export function route<Path extends string>(
  method: Method,
  path: Path,
  handle: (call: Call<PathParams<Path>>) => Answer | Promise<Answer>,
): Route {
  // The router fills exactly the names that stand in the path, which the type system cannot see.
  return { method, path, handle: (call) => handle(call as Call<PathParams<Path>>) }
}

export type Match =
  | { found: 'route'; route: Route; params: Record<string, string> }
  | { found: 'other-method'; allow: string[] }
  | { found: 'nothing' }

/** First route that fits wins; a path known under other methods only is told apart from an unknown one. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const segments = path.split('/')
  const allow = new Set<string>()
  for (const candidate of routes) {
    const params = matchPath(candidate.path.split('/'), segments)
    if (!params) continue
    if (candidate.method === method) return { found: 'route', route: candidate, params }
    allow.add(candidate.method)
  }
  return allow.size > 0 ? { found: 'other-method', allow: [...allow].toSorted() } : { found: 'nothing' }
}

function matchPath(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const open = pattern.at(-1) === '*'
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (open && index === pattern.length - 1) return params
    const segment = segments[index] ?? ''
    if (part.startsWith(':')) {
      const value = decoded(segment)
      if (!value) return undefined
      params[part.slice(1)] = value
    } else if (part !== segment) return undefined
  }
  return params
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
