import type { Registry as MetricsRegistry } from 'prom-client'
import { environmentAt } from '#shared/features/environments/model.ts'
import { type ChangeEngine, changeEngine } from './changes/engine.ts'
import { frozenBy } from './changes/freeze.ts'
import { policyKinds } from './changes/kind.ts'
import type { Duty } from './changes/lease.ts'
import type { EngineDeps } from './changes/pipeline.ts'
import { circuitBreakers } from './features/circuit-breakers/kind.ts'
import { environmentsIn } from './features/environments/store.ts'
import { faults } from './features/faults/kind.ts'
import { freezesIn } from './features/freezes/store.ts'
import { instanceStatus } from './features/instance-status/kind.ts'
import { loadBalancing } from './features/load-balancing/kind.ts'
import { rateLimits } from './features/rate-limits/kind.ts'
import { retries } from './features/retries/kind.ts'
import { routeRules } from './features/route-rules/kind.ts'
import { tellWebhooks } from './features/webhooks/duty.ts'
import { watchWebhooks } from './features/webhooks/metrics.ts'
import type { WebhookTables } from './features/webhooks/tables.ts'
import { type BoundWorld, actorOf } from './http/actor.ts'
import type { Events } from './http/events.ts'
import { type Accounts, accountsIn } from './store/accounts.ts'
import type { AppDeps } from './app.ts'

/** Every kind of policy that can be written. */
export const kinds = policyKinds(
  routeRules,
  rateLimits,
  loadBalancing,
  retries,
  circuitBreakers,
  faults,
  instanceStatus,
)

/** The engine of changes over a console's meshes and accounts, and what goes on beside it in the background. */
export function changeEngineOf(
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
export function webhookDuty(
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
}: BoundWorld & { accounts: Accounts }): Pick<EngineDeps, 'actorNamed' | 'actors' | 'gone'> {
  return {
    async actorNamed(name) {
      const user = await accounts.find(name)
      return user && !user.disabled ? actorOf(user, world) : undefined
    },
    async actors() {
      const users = await accounts.list()
      return Promise.all(users.filter(({ disabled }) => !disabled).map((user) => actorOf(user, world)))
    },
    gone: async () => new Set(await accounts.disabled()),
  }
}
