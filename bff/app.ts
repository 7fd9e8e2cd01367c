import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Registry as MetricsRegistry } from 'prom-client'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import { followEvents } from '#shared/contract/events.ts'
import { environmentAt } from '#shared/features/environments/model.ts'
import { recordRefusal } from './audit/refusals.ts'
import { type ChangeEngine, changeEngine } from './changes/engine.ts'
import { frozenBy } from './changes/freeze.ts'
import { policyKinds } from './changes/kind.ts'
import type { Duty } from './changes/lease.ts'
import type { EngineDeps } from './changes/pipeline.ts'
import type { ChangeTables } from './changes/tables.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { callHandlingRoutes } from './features/call-handling/routes.ts'
import { authorizationRoutes } from './features/authorizations/routes.ts'
import { callRoutes } from './features/calls/routes.ts'
import { circuitBreakers } from './features/circuit-breakers/kind.ts'
import { circuitBreakerRoutes } from './features/circuit-breakers/routes.ts'
import { changeRoutes } from './features/changes/routes.ts'
import { commandRoutes } from './features/changes/command-routes.ts'
import { policyReadingRoutes } from './features/changes/policy-reading-routes.ts'
import { policyRoutes } from './features/changes/policy-routes.ts'
import { driftRoutes } from './features/drift/routes.ts'
import type { DriftTables } from './features/drift/tables.ts'
import { conversationRoutes, reviewRoutes } from './features/changes/review-routes.ts'
import { effectivePolicyRoutes } from './features/effective-policies/routes.ts'
import { environmentRoutes } from './features/environments/routes.ts'
import { environmentsIn } from './features/environments/store.ts'
import { faults } from './features/faults/kind.ts'
import { faultRoutes } from './features/faults/routes.ts'
import { freezeRoutes } from './features/freezes/routes.ts'
import { freezesIn } from './features/freezes/store.ts'
import { impactRoutes } from './features/impact/routes.ts'
import { instanceStatus } from './features/instance-status/kind.ts'
import { loadBalancing } from './features/load-balancing/kind.ts'
import { meshRoutes } from './features/meshes/routes.ts'
import { overviewRoutes } from './features/overview/routes.ts'
import { policyTransferRoutes } from './features/policy-transfer/routes.ts'
import { rateLimits } from './features/rate-limits/kind.ts'
import { rateLimitRoutes } from './features/rate-limits/routes.ts'
import { retries } from './features/retries/kind.ts'
import { retriesRoutes } from './features/retries/routes.ts'
import { revisionRoutes } from './features/revisions/routes.ts'
import { routeRules } from './features/route-rules/kind.ts'
import { serviceRoutes } from './features/services/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { sessionsIn } from './features/session/store.ts'
import { throttleIn } from './features/session/throttle.ts'
import { topologyRoutes } from './features/topology/routes.ts'
import { userRoutes } from './features/users/routes.ts'
import { tellWebhooks } from './features/webhooks/duty.ts'
import { watchWebhooks } from './features/webhooks/metrics.ts'
import { webhookRoutes } from './features/webhooks/routes.ts'
import type { WebhookTables } from './features/webhooks/tables.ts'
import type { DeclaredWebhook } from './features/webhooks/webhook.ts'
import { type BoundWorld, actorOf } from './http/actor.ts'
import { type Events, eventsIn } from './http/events.ts'
import { beginExchange } from './http/exchange.ts'
import { answerFailure, refuseUnknown } from './http/failures.ts'
import { healthRoutes, metricsRoute, type Part } from './http/health.ts'
import { requestMetrics } from './http/metrics.ts'
import { observe } from './http/observe.ts'
import { openApiOf, readOpenApi } from './http/openapi.ts'
import { type Routes, routesIn, type Surroundings } from './http/routes.ts'
import { securityHeaders } from './http/security.ts'
import { serve } from './http/serve.ts'
import { serveStream } from './http/stream.ts'
import { webApp } from './http/web-app.ts'
import type { ConnectedMesh, Meshes } from './ports/mesh.ts'
import { type Accounts, accountsIn } from './store/accounts.ts'
import type { Database } from './store/database.ts'

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

/** Every kind of policy that can be written. */
const kinds = policyKinds(routeRules, rateLimits, loadBalancing, retries, circuitBreakers, faults, instanceStatus)

function changeEngineOf(
  { database, meshes, log, settings }: AppDeps,
  events: Events,
  moreDuties: Duty[],
): ChangeEngine {
  const environments = environmentsIn(database)
  const environmentOf = async (mesh: string, namespace: string) =>
    environmentAt(await environments.list(), { mesh, namespace })
  return changeEngine({
    database,
    meshes,
    kinds,
    environmentOf,
    frozenAt: frozenBy(environmentOf, freezesIn(database).runningAt),
    ...actorsIn({ accounts: accountsIn(database), meshes, environments: () => environments.list() }),
    outsidePollMs: settings.outsidePollMs,
    moreDuties,
    publish: (...topics) => events.publish(...topics),
    warn: (error, doing) => log.warn({ err: error }, doing),
  })
}

/** Tells webhooks what happened, for all copies of the console. */
function webhookDuty(
  { database, webhooks, log, version, settings }: AppDeps,
  events: Events,
  metrics: MetricsRegistry,
): Duty {
  const tables = database.withTables<WebhookTables>()
  const deps = {
    database: tables,
    webhooks,
    environments: () => environmentsIn(database).list(),
    consoleUrl: settings.consoleUrl,
    agent: `Meshdeck/${version}`,
    publish: () => events.publish('webhooks'),
    count: watchWebhooks(metrics, tables, webhooks),
    warn: (error: unknown, doing: string) => log.warn({ err: error }, doing),
  }
  return (lease) => tellWebhooks(deps, lease)
}

/** Accounts as they may act now, without a request of theirs: only those that may sign in. */
function actorsIn({
  accounts,
  ...world
}: BoundWorld & { accounts: Accounts }): Pick<EngineDeps, 'actorNamed' | 'actors'> {
  return {
    async actorNamed(name) {
      const user = await accounts.find(name)
      return user && !user.disabled ? actorOf(user, world) : undefined
    },
    async actors() {
      const users = await accounts.list()
      return Promise.all(users.filter(({ disabled }) => !disabled).map((user) => actorOf(user, world)))
    },
  }
}

/** What features share and what outlives a request. */
interface Engines {
  events: Events
  changes: ChangeEngine
}

function addFeatures(
  routes: Routes,
  { database, meshes, webhooks, settings, version }: AppDeps,
  { events, changes }: Engines,
): void {
  const accounts = accountsIn(database)
  const sessions = sessionsIn(database)
  const { sessionMs } = settings
  sessionRoutes(routes, { database, accounts, sessions, throttle: throttleIn(database), sessionMs, version })
  userRoutes(routes, {
    database,
    accounts,
    endSessions: (transaction, name) => sessionsIn(transaction).endAll(name),
    world: routes.surroundings,
    publish: (topic) => events.publish(topic),
  })
  environmentRoutes(routes, {
    database,
    environments: environmentsIn(database),
    publish: (topic) => events.publish(topic),
  })
  freezeRoutes(routes, {
    database,
    hasEnvironment: async (name) => (await environmentsIn(database).find(name)) !== undefined,
    publish: () => events.publish('freezes'),
  })
  const changeTables = database.withTables<ChangeTables>()
  const changeDeps = { engine: changes, database: changeTables, publish: (topic: string) => events.publish(topic) }
  changeRoutes(routes, changeDeps)
  commandRoutes(routes, { engine: changes, database: changeTables, meshes, kinds })
  reviewRoutes(routes, changeDeps)
  conversationRoutes(routes, changeDeps)
  policyRoutes(routes, { database: changeTables, meshes, kinds })
  revisionRoutes(routes, { database: changeTables, kinds, engine: changes })
  driftRoutes(routes, {
    database: database.withTables<DriftTables>(),
    changes: changeTables,
    meshes,
    kinds,
    engine: changes,
    publish: (topic) => events.publish(topic),
  })
  policyReadingRoutes(routes, { database: changeTables, meshes, kinds })
  policyTransferRoutes(routes, { database: changeTables, meshes, kinds, engine: changes })
  impactRoutes(routes, { database: changeTables, meshes, kinds })
  rateLimitRoutes(routes, { meshes })
  retriesRoutes(routes, { meshes })
  authorizationRoutes(routes, { meshes })
  effectivePolicyRoutes(routes, { meshes, kinds })
  faultRoutes(routes, { meshes })
  meshRoutes(routes, { meshes })
  serviceRoutes(routes, { meshes })
  overviewRoutes(routes, { meshes })
  topologyRoutes(routes, { meshes })
  callRoutes(routes, { meshes, database })
  callHandlingRoutes(routes, { database: changeTables, meshes, kinds })
  circuitBreakerRoutes(routes, { meshes })
  auditRoutes(routes, { database })
  webhookRoutes(routes, {
    database: database.withTables<WebhookTables>(),
    webhooks,
    publish: () => events.publish('webhooks'),
  })

  serveStream(routes, followEvents, ({ signal }) => events.follow(signal))
  serve(routes, readOpenApi, () => openApiOf(routes.endpoints, version))
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
