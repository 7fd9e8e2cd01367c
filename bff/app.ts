import express, { type Express } from 'express'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { beginExchange } from './http/exchange.ts'
import { answerFailure, refuseUnknown } from './http/failures.ts'
import { routesIn, type Surroundings } from './http/routes.ts'
import type { Database } from './store/database.ts'

/** Everything that the console is made of; `main.ts` and tests build it. */
export interface AppDeps extends Surroundings {
  readonly database: Database
}

/** The console as a web server, and the endpoints that it serves. */
export interface App {
  readonly express: Express
  readonly endpoints: readonly Endpoint[]
}

/** Puts the console together. Nothing is opened or started here. */
export function createApp(deps: AppDeps): App {
  const app = express()
  const routes = routesIn(deps)

  app.disable('x-powered-by')
  app.use(beginExchange)
  app.use('/api', routes.router, refuseUnknown)
  app.use(answerFailure)
  return { express: app, endpoints: routes.endpoints }
}
