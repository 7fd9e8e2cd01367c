import './node-version.ts'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { collectDefaultMetrics } from 'prom-client'
import { Password } from '#shared/features/users/model.ts'
import { type AppSettings, createApp } from './app.ts'
import { checked, type Config, ConfigError, readConfig } from './config.ts'
import { makeFirstAdministrator } from './features/users/first-administrator.ts'
import { listen } from './http/listen.ts'
import { accountsIn } from './store/accounts.ts'
import { type Database, openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { migrations } from './store/migrations/migrations.ts'

try {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel, redact: ['*.password', '*.token', '*.authorization', '*.cookie'] })
  await start(config, log)
} catch (error) {
  complain(error)
}

/** Opens what the configuration names, puts the console together and serves it until it is told to stop. */
async function start(config: Config, log: Logger): Promise<void> {
  // What the console writes is for its own account alone.
  process.umask(0o077)
  mkdirSync(config.dataDirectory, { recursive: true })
  const database = openDatabase(join(config.dataDirectory, 'state.db'))
  await migrate(database, migrations)
  await ensureAdministrator(database, config)

  const closing = new AbortController()
  const app = createApp({
    database,
    meshes: new Map(),
    log,
    version: versionOfPackage(),
    parts: [],
    closing: closing.signal,
    settings: settingsOf(config),
  })
  collectDefaultMetrics({ register: app.metrics })
  const server = await listen(app.express, config.listen)
  app.changes.start()
  log.info({ url: server.url }, 'listening')

  onStop(async (signal) => {
    log.info({ signal }, 'stopping')
    closing.abort()
    await server.close()
    await app.changes.stop()
    await database.destroy()
  })
}

function complain(error: unknown): never {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** Runs once, at the first request to stop; a second one does not wait. */
function onStop(stop: (signal: string) => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      void stop(signal).then(() => process.exit(0), complain)
    })
  }
}

function settingsOf(config: Config): AppSettings {
  return {
    deadlineMs: config.requestSeconds * 1000,
    secureCookies: config.secureCookies,
    sessionMs: config.sessionHours * 3_600_000,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
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
  await makeFirstAdministrator(accounts, { name, password })
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version // our own file
}
