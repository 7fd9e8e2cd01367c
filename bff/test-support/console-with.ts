import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { agent } from 'supertest'
import { onTestFinished } from 'vitest'
import { RoleBinding } from '#shared/access/binding.ts'
import type { Role } from '#shared/access/role.ts'
import { type App, type AppSettings, createApp } from '../app.ts'
import type { Part } from '../http/health.ts'
import { listen } from '../http/listen.ts'
import type { DeclaredWebhook } from '../features/webhooks/webhook.ts'
import type { Meshes } from '../ports/mesh.ts'
import { accountsIn } from '../store/accounts.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import { hashPassword } from '../store/password.ts'

export interface ConsoleOptions {
  meshes?: Meshes
  webhooks?: DeclaredWebhook[]
  settings?: Partial<AppSettings>
  parts?: Part[]
}

/** A client with a session of its own; `api.put('/api/…').send(…).expect(409)`. */
export type Api = ReturnType<typeof agent>

/** A running console with a real database in a folder of its own. */
export interface TestConsole {
  url: string
  app: App
  database: Database
  /** Signed in as an administrator everywhere. */
  api: Api
  /** Signed in with the given bindings; a role alone is bound everywhere. */
  apiAs(bindings: Role | RoleBinding[]): Promise<Api>
  /** Name of that administrator; every account has `password`. */
  name: string
  /** Not signed in. */
  stranger(): Api
  /** Makes accounts `<stem>-1` and so on, viewers unless said otherwise; answers their names. */
  accountsNamed(stem: string, count: number, bindings?: RoleBinding[]): Promise<string[]>
  /** A second copy of the console over the same database file. */
  copy(): Promise<{ url: string }>
  /** Lines of the log so far. */
  log: Record<string, unknown>[]
  close(): Promise<void>
}

/** Starts a console for one test and stops it after the test. */
export async function consoleWith(options: ConsoleOptions = {}): Promise<TestConsole> {
  const console = await startConsole(options)
  onTestFinished(console.close)
  return console
}

export const password = 'correct horse battery staple'

/** Cheap to check: tests are not what anybody attacks. */
const cheap = { blocks: 1024, size: 8, lanes: 1 }

/** Starts a console for several tests; whoever starts it closes it. */
export async function startConsole(options: ConsoleOptions = {}): Promise<TestConsole> {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-'))
  const path = join(folder, 'state.db')
  const first = await startCopy(path, options)
  const { url, app, database, log } = first
  const copies = [first]
  const hash = await hashPassword(password, cheap)

  async function account(name: string, bindings: RoleBinding[]): Promise<string> {
    const user = { name, disabled: false, bindings, createdAt: new Date().toISOString(), revision: 1 }
    await accountsIn(database).add(user, hash)
    return name
  }
  let signedIn = 0
  async function apiAs(bindings: Role | RoleBinding[]): Promise<Api> {
    const bound = typeof bindings === 'string' ? [everywhere(bindings)] : bindings
    const name = await account(`somebody-${(signedIn += 1)}`, bound)
    const api = agent(url)
    await api.post('/api/session').send({ name, password }).expect(200)
    return api
  }

  return {
    url,
    app,
    database,
    log,
    api: await apiAs('administrator'),
    name: 'somebody-1',
    apiAs,
    stranger: () => agent(url),
    accountsNamed: (stem, count, bindings = [everywhere('viewer')]) =>
      Promise.all(Array.from({ length: count }, (_, at) => account(`${stem}-${at + 1}`, bindings))),
    async copy() {
      const another = await startCopy(path, options)
      copies.push(another)
      return another
    },
    async close() {
      await Promise.all(copies.map((copy) => copy.close()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startCopy(path: string, options: ConsoleOptions) {
  const database = openDatabase(path)
  await migrate(database, migrations)
  const closing = new AbortController()
  const log: Record<string, unknown>[] = []
  const app = createApp({
    database,
    meshes: options.meshes ?? new Map(),
    webhooks: options.webhooks ?? [],
    log: pino({}, { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) }), // pino writes objects
    version: '0.0.0-test',
    parts: options.parts ?? [],
    closing: closing.signal,
    settings: { ...defaultSettings, ...options.settings },
  })
  const server = await listen(app.express, { host: '127.0.0.1', port: 0 })
  app.start()
  async function stop(): Promise<void> {
    closing.abort()
    await server.close()
    await app.stop()
    await database.destroy()
  }
  let stopped: Promise<void> | undefined
  const close = () => (stopped ??= stop())
  return { url: server.url, app, database, log, close }
}

/** A role in the whole console. */
export const everywhere = (role: Role): RoleBinding => RoleBinding.parse({ role })

const defaultSettings: AppSettings = {
  deadlineMs: 15_000,
  secureCookies: false,
  sessionMs: 3_600_000,
  trustedProxies: [],
  metricsToken: undefined,
  outsidePollMs: 60_000,
  consoleUrl: undefined,
  webFolder: undefined,
}
