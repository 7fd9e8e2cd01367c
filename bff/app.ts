import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Registry as MetricsRegistry } from 'prom-client'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { recordRefusal } from './audit/refusals.ts'
import { environmentsIn } from './features/environments/store.ts'
import { sessionsIn } from './features/session/store.ts'
import type { DeclaredWebhook } from './features/webhooks/webhook.ts'
import { type Events, eventsIn } from './http/events.ts'
import { beginExchange } from './http/exchange.ts'
import { answerFailure, refuseUnknown } from './http/failures.ts'
import { healthRoutes, metricsRoute, type Part } from './http/health.ts'
import { requestMetrics } from './http/metrics.ts'
import { observe } from './http/observe.ts'
import { routesIn, type Surroundings } from './http/routes.ts'
import { securityHeaders } from './http/security.ts'
import { webApp } from './http/web-app.ts'
import type { ConnectedMesh, Meshes } from './ports/mesh.ts'
import { accountsIn } from './store/accounts.ts'
import type { Database } from './store/database.ts'
import { changeEngineOf, webhookDuty } from './composed-changes.ts'
import { addFeatures } from './composed-features.ts'

/** Everything that the console is made of; `main.ts` and tests build it. */
export interface AppDeps {
  /** Migrated. */
  readonly database: Database
  readonly meshes: Meshes
  /** Who outside is told of changes. */
  readonly webhooks: readonly DeclaredWebhook[]
  readonly log: Logger
  /** The console's own version. */
  readonly version: string
  /** Parts besides the database without which `/readyz` says no. */
  readonly parts: readonly Part[]
  /** Fires when the console shuts down. */
  readonly closing: AbortSignal
  readonly settings: AppSettings
}

/** How the console behaves as a web server. */
export interface AppSettings {
  /** Milliseconds after which a request is answered `deadline-passed`. */
  readonly deadlineMs: number
  /** Whether browsers reach the console over TLS only. */
  readonly secureCookies: boolean
  /** How long a session lasts, in milliseconds. */
  readonly sessionMs: number
  /** Addresses or networks of proxies whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly string[]
  /** Opens `/metrics` without a session. */
  readonly metricsToken: string | undefined
  /** Milliseconds between two looks at what others write to the meshes. */
  readonly outsidePollMs: number
  /** Where people reach the console, for links in what is told to the outside; undefined where nobody said. */
  readonly consoleUrl: URL | undefined
  /** Folder of the built web application; left out where something else serves it. */
  readonly webFolder: string | undefined
}

/** The console as a web server, and the endpoints that it serves. */
export interface App {
  readonly express: Express
  readonly endpoints: readonly Endpoint[]
  /** The console's own figures, as `/metrics` tells them. */
  readonly metrics: MetricsRegistry
  /** Goes on with interrupted changes and tells browsers what changes in the meshes. Once, when the console listens. */
  start(): void
  /** Ends that work; before the database is closed. */
  stop(): Promise<void>
}

/** Puts the console together. Nothing is opened or started here. */
export function createApp(deps: AppDeps): App {
  const { database, meshes, settings } = deps
  const surroundings = surroundingsOf(deps)
  const metrics = requestMetrics(meshes)
  const routes = routesIn(surroundings)
  const events = eventsIn(database)
  const changes = changeEngineOf(deps, events, [webhookDuty(deps, events, metrics.registry)])
  addFeatures(routes, deps, { events, changes })

  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('trust proxy', [...settings.trustedProxies])
  app.use(beginExchange, observe(deps.log, metrics), securityHeaders(settings.secureCookies))
  app.use(healthRoutes([{ name: 'database', check: () => answers(database) }, ...deps.parts]))
  app.get('/metrics', metricsRoute(metrics, surroundings, settings.metricsToken))
  app.use('/api', compression(), routes.router, refuseUnknown)
  app.use(settings.webFolder === undefined ? refuseUnknown : webApp(settings.webFolder), refuseUnknown)
  app.use(answerFailure((refusal) => recordRefusal(database, refusal)))
  return {
    express: app,
    endpoints: routes.endpoints,
    metrics: metrics.registry,
    start() {
      changes.start()
      for (const mesh of meshes.values()) void tellChanges(mesh, events, deps)
    },
    stop: () => changes.stop(),
  }
}

function surroundingsOf({ database, meshes, closing, settings }: AppDeps): Surroundings {
  const accounts = accountsIn(database)
  const sessions = sessionsIn(database)
  const environments = environmentsIn(database)
  return {
    meshes,
    environments: () => environments.list(),
    administrators: () => accounts.administrators(),
    closing,
    deadlineMs: settings.deadlineMs,
    secureCookies: settings.secureCookies,
    async account(token) {
      const name = await sessions.nameBehind(token, Date.now())
      return name === undefined ? undefined : await accounts.find(name)
    },
  }
}

/** Makes what browsers read of a mesh's registry stale whenever the registry changes, until the console shuts down. */
async function tellChanges(mesh: ConnectedMesh, events: Events, { closing, log }: AppDeps): Promise<void> {
  // Browsers that were not told read anew at the next change, or by themselves.
  const warn = (err: unknown) => log.warn({ err, mesh: mesh.name }, 'telling browsers of a changed registry')
  const changes = mesh.registry.changes(closing)[Symbol.asyncIterator]()
  while ((await changes.next()).done !== true) await events.publish(`services:${mesh.name}`).catch(warn)
}

async function answers(database: Database): Promise<void> {
  await database.withTables<{ migration: { name: string } }>().selectFrom('migration').select('name').limit(1).execute()
}
