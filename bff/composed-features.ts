import { followEvents } from '#shared/contract/events.ts'
import type { ChangeEngine } from './changes/engine.ts'
import type { ChangeTables } from './changes/tables.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { callHandlingRoutes } from './features/call-handling/routes.ts'
import { authorizationRoutes } from './features/authorizations/routes.ts'
import { callRoutes } from './features/calls/routes.ts'
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
import { faultRoutes } from './features/faults/routes.ts'
import { freezeRoutes } from './features/freezes/routes.ts'
import { impactRoutes } from './features/impact/routes.ts'
import { meshRoutes } from './features/meshes/routes.ts'
import { overviewRoutes } from './features/overview/routes.ts'
import { policyTransferRoutes } from './features/policy-transfer/routes.ts'
import { rateLimitRoutes } from './features/rate-limits/routes.ts'
import { retriesRoutes } from './features/retries/routes.ts'
import { revisionRoutes } from './features/revisions/routes.ts'
import { serviceRoutes } from './features/services/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { sessionsIn } from './features/session/store.ts'
import { throttleIn } from './features/session/throttle.ts'
import { topologyRoutes } from './features/topology/routes.ts'
import { userRoutes } from './features/users/routes.ts'
import { webhookRoutes } from './features/webhooks/routes.ts'
import type { WebhookTables } from './features/webhooks/tables.ts'
import type { Events } from './http/events.ts'
import { openApiOf, readOpenApi } from './http/openapi.ts'
import type { Routes } from './http/routes.ts'
import { serve } from './http/serve.ts'
import { serveStream } from './http/stream.ts'
import { accountsIn } from './store/accounts.ts'
import type { AppDeps } from './app.ts'
import { kinds } from './composed-changes.ts'

/** What features share and what outlives a request. */
interface Engines {
  events: Events
  changes: ChangeEngine
}

/** Serves every feature. */
export function addFeatures(
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
    hasEnvironment: async (inside, name) => (await environmentsIn(inside).find(name)) !== undefined,
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
