import './node-version.ts'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { collectDefaultMetrics } from 'prom-client'
import { Password } from '#shared/features/users/model.ts'
import { openCallRecords, type OpenCallRecords } from './adapters/duckdb/open.ts'
import { watchStore } from './adapters/duckdb/store-metrics.ts'
import { ServiceCombDeclaration } from './adapters/servicecomb/declaration.ts'
import { connectServiceComb } from './adapters/servicecomb/mesh.ts'
import { type AppSettings, createApp } from './app.ts'
import { type Collector, startCollector } from './collector/collector.ts'
import { keepRuleHeaders } from './collector/rule-headers.ts'
import { watchCollector } from './collector/span-metrics.ts'
import { checked, type Config, ConfigError, readConfig } from './config.ts'
import { withCallRecords } from './connected-meshes.ts'
import { declaredWebhooks } from './declared-webhooks.ts'
import { makeFirstAdministrator } from './features/users/first-administrator.ts'
import type { Part } from './http/health.ts'
import { listen } from './http/listen.ts'
import { logAt } from './log.ts'
import { meshNamed } from './ports/mesh.ts'
import { complain, onStop } from './process.ts'
import { accountsIn } from './store/accounts.ts'
import { type Database, openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { migrations } from './store/migrations/migrations.ts'
import { siteKeyIn } from './store/site-key.ts'

try {
  const config = readConfig(process.env)
  await start(config, logAt(config.logLevel))
} catch (error) {
  complain(error)
}

/** Opens what the configuration names, puts the console together and serves it until it is told to stop. */
async function start(config: Config, log: Logger): Promise<void> {
  // What the console writes is for its own account alone.
  process.umask(0o077)
  mkdirSync(config.dataDirectory, { recursive: true })
  const declarations = declarationsOf(config)
  const webhooks = declaredWebhooks(config.webhooks)
  const database = openDatabase(join(config.dataDirectory, 'state.db'))
  await migrate(database, migrations)
  await ensureAdministrator(database, config)

  const warn = (err: unknown, doing: string) => log.warn({ err }, doing)
  const records = recordsOf(config, declarations, log)
  const connected = declarations.map((declaration) => connectServiceComb(declaration, partsFor(declaration, records)))
  const meshes = new Map(connected.map((mesh) => [mesh.name, withCallRecords(mesh, records)]))
  const collector = await startCollector({
    ...config.collector,
    meshes: config.meshes.map(({ name, calls }) => ({ name, ...calls })),
    records: records.calls,
    siteKey: siteKeyIn(join(config.dataDirectory, 'site.key')),
    registryOf: async (mesh) => (await meshNamed(meshes, mesh).registry.snapshot()).value,
    retentionDays: config.retentionDays,
    warn,
  })
  const closing = new AbortController()
  const app = createApp({
    database,
    meshes,
    webhooks,
    log,
    version: versionOfPackage(),
    parts: [recordsPart(records), collectorPart(collector)],
    closing: closing.signal,
    settings: settingsOf(config),
  })
  collectDefaultMetrics({ register: app.metrics })
  watchCollector(app.metrics, collector)
  watchStore(app.metrics, records)
  keepRuleHeaders(collector, meshes.values(), { signal: closing.signal, warn })
  const server = await listen(app.express, config.listen)
  app.start()
  log.info({ url: server.url, collector: collector.url }, 'listening')

  onStop(async (signal) => {
    log.info({ signal }, 'stopping')
    closing.abort()
    await Promise.all([server.close(), collector.close()])
    await app.stop()
    for (const mesh of connected) mesh.close()
    await Promise.all([records.close(), database.destroy()])
  })
}

/** What each mesh declares, checked by the adapter of its kind. Throws `ConfigError`. */
function declarationsOf({ meshes }: Config): ServiceCombDeclaration[] {
  return meshes.map(({ calls: _, ...mesh }) => checked(ServiceCombDeclaration, mesh, `mesh ${mesh.name}`))
}

function recordsOf(config: Config, declarations: ServiceCombDeclaration[], log: Logger): OpenCallRecords {
  const sampling = new Map(declarations.map((declaration) => [declaration.name, declaration.sampling]))
  return openCallRecords({
    dataDir: join(config.dataDirectory, 'calls'),
    samplingOf: (mesh) => sampling.get(mesh) ?? 'unknown',
    retentionDays: config.retentionDays,
    log: (message) => log.warn({ store: 'call-records' }, message),
  })
}

function partsFor({ name, sampling }: ServiceCombDeclaration, records: OpenCallRecords) {
  return { calls: records.calls, metrics: records.metrics(name, sampling) }
}

function recordsPart(records: OpenCallRecords): Part {
  return {
    name: 'call-records',
    async check() {
      await records.status()
    },
  }
}

/** The listener answers, if only that nothing is to be had at its root. */
function collectorPart({ url }: Collector): Part {
  return {
    name: 'collector',
    async check(signal) {
      const answer = await fetch(url, { signal })
      await answer.body?.cancel()
    },
  }
}

function settingsOf(config: Config): AppSettings {
  return {
    deadlineMs: config.requestSeconds * 1000,
    secureCookies: config.secureCookies,
    sessionMs: config.sessionHours * 3_600_000,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    outsidePollMs: config.outsidePollSeconds * 1000,
    consoleUrl: config.consoleUrl === undefined ? undefined : new URL(config.consoleUrl),
    webFolder: builtWeb(),
  }
}

/** The built web application beside this program; in development Vite serves it instead. */
function builtWeb(): string | undefined {
  const folder = fileURLToPath(new URL('../dist/web', import.meta.url))
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}

async function ensureAdministrator(database: Database, { firstAdministrator: first }: Config): Promise<void> {
  const accounts = accountsIn(database)
  if (first === undefined) {
    if ((await accounts.administrators()).length > 0) return
    throw new ConfigError('There is no administrator yet: the configuration must name one under firstAdministrator.')
  }
  const { name, passwordFile } = first
  const password = first.password ?? checked(Password, readFileSync(passwordFile ?? '', 'utf8').trim(), 'passwordFile')
  await makeFirstAdministrator(database, { name, password })
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version // our own file
}
