import { type RequestHandler, Router } from 'express'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import type { Meshes } from '../ports/mesh.ts'
import type { Account } from './actor.ts'

/** What every endpoint needs of the console around it. */
export interface Surroundings {
  readonly meshes: Meshes
  /** As they stand now, in any order. */
  readonly environments: () => Promise<readonly Environment[]>
  /** Whose session a token opens; undefined where none does (any longer). */
  readonly account: (token: string) => Promise<Account | undefined>
  /** Names of those who can give rights to others. */
  readonly administrators: () => Promise<string[]>
  /** Time in milliseconds after which a request is answered `deadline-passed`. */
  readonly deadlineMs: number
  /** Whether browsers reach the console over TLS only. */
  readonly secureCookies: boolean
  /** Fires when the console shuts down; streams end then. */
  readonly closing: AbortSignal
}

/** The endpoints that are served, in the order in which they were added. */
export interface Routes {
  readonly surroundings: Surroundings
  readonly endpoints: readonly Endpoint[]
  readonly router: Router
  add(endpoint: Endpoint, handler: RequestHandler): void
}

/** An empty set of routes; its router is mounted under `/api`. */
export function routesIn(surroundings: Surroundings): Routes {
  const endpoints: Endpoint[] = []
  const router = Router()
  const addTo = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const
  return {
    surroundings,
    endpoints,
    router,
    add(endpoint, handler) {
      endpoints.push(endpoint)
      router[addTo[endpoint.method]](endpoint.path, handler)
    },
  }
}
