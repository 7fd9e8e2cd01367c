import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { parseWith } from '#shared/contract/parse.ts'
import { WebhookEventType } from '#shared/features/webhooks/event.ts'
import { WebhookName } from '#shared/features/webhooks/model.ts'
import { MeshName } from '#shared/mesh/service.ts'
import { Password, UserName } from '#shared/features/users/model.ts'
import { messageCatalog } from '#shared/problems/catalog.ts'
import { render } from '#shared/problems/render.ts'
import { defaultTagKeys, type TagField } from './collector/tag-keys.ts'

const Port = z.coerce.number().int().min(0).max(65_535)

const tagFields = Object.keys(defaultTagKeys) as TagField[] // keys of a constant

/** A network in CIDR notation or a single address. */
const Network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])

const Listen = (port: number) =>
  z.strictObject({ host: z.string().min(1).default('127.0.0.1'), port: Port.default(port) }).prefault({})

const FirstAdministrator = z
  .strictObject({ name: UserName, password: Password.optional(), passwordFile: z.string().min(1).optional() })
  .refine((first) => (first.password === undefined) !== (first.passwordFile === undefined), {
    params: { code: 'secret-or-file' },
    path: ['password'],
  })

/** How the calls of a mesh are collected. */
const Collection = z.strictObject({
  /** Who sends spans of this mesh must show it in `X-Ingest-Token`; without one, whoever reaches the listener may. */
  ingestToken: z.string().min(16).optional(),
  /** Headers that are kept of each call, beside those that rules name. Left out: the collector's usual ones. */
  headers: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .max(50)
    .optional(),
  /** Keys of span tags where this mesh's reporters differ from the usual ones, by field. */
  tags: z.partialRecord(z.enum(tagFields), z.array(z.string().min(1)).min(1)).optional(),
})

/** What every mesh has, whatever its kind; the rest is declared by its adapter. */
const MeshDeclaration = z.looseObject({ name: MeshName, kind: z.string(), calls: Collection.prefault({}) })

/** An address outside that is told of changes, under its name. What may stand in it is `declaredWebhooks`'s to say. */
const WebhookDeclaration = z
  .strictObject({
    url: z.string().min(1),
    secret: z.string().optional(),
    secretFile: z.string().min(1).optional(),
    /** All where left out. */
    events: z.array(WebhookEventType).min(1).optional(),
  })
  .refine((webhook) => (webhook.secret === undefined) !== (webhook.secretFile === undefined), {
    params: { code: 'secret-or-file' },
    path: ['secret'],
  })

/** How a site configures the console. Every key has a default but `firstAdministrator`, which only an empty state store needs. */
export const Config = z.strictObject({
  /** Where browsers reach the console. */
  listen: Listen(8080),
  /** Where meshes send their spans. */
  collector: Listen(9411),
  /** Days that call records are kept. */
  retentionDays: z.coerce.number().int().min(1).max(3650).default(30),
  /** Folder of the state store, the call records and the site key. Made when it is absent. */
  dataDirectory: z.string().min(1).default('data'),
  /** The account that is made while there is no administrator. */
  firstAdministrator: FirstAdministrator.optional(),
  /** Hours until a session ends. */
  sessionHours: z.coerce.number().positive().max(720).default(12),
  /** Browsers come over TLS only: cookies are bound to it, and strict transport security is promised. */
  secureCookies: Flag().default(false),
  /** Proxies whose `X-Forwarded-*` is believed. */
  trustedProxies: z.array(Network).default([]),
  /** Opens `/metrics` to `Authorization: Bearer …`; without it only a session with `system:read` does. */
  metricsToken: z.string().min(16).optional(),
  /** Seconds until a request is given up. */
  requestSeconds: z.coerce.number().positive().max(600).default(15),
  /** Seconds between two looks at what others write to the meshes, which becomes history then. */
  outsidePollSeconds: z.coerce.number().min(1).max(3600).default(5),
  /** Where people reach the console: links in what it tells the outside begin with it; without it there are none. */
  consoleUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Who outside is told of changes, by name. */
  webhooks: z.record(WebhookName, WebhookDeclaration).default({}),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  meshes: z
    .array(MeshDeclaration)
    .refine((meshes) => new Set(meshes.map((mesh) => mesh.name)).size === meshes.length, {
      params: { code: 'name-taken-twice' },
    })
    .default([]),
})
export type Config = z.infer<typeof Config>

/** `true` and `false`, also as the text that an environment variable holds. */
function Flag() {
  return z.union([z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })])
}

/** What is wrong with the configuration, one line a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Environment variables and the key that each sets; they win over the file. Lists and meshes belong into the file. */
export const variables = {
  MESHDECK_HOST: 'listen.host',
  MESHDECK_PORT: 'listen.port',
  MESHDECK_COLLECTOR_HOST: 'collector.host',
  MESHDECK_COLLECTOR_PORT: 'collector.port',
  MESHDECK_RETENTION_DAYS: 'retentionDays',
  MESHDECK_DATA: 'dataDirectory',
  MESHDECK_ADMIN_NAME: 'firstAdministrator.name',
  MESHDECK_ADMIN_PASSWORD: 'firstAdministrator.password',
  MESHDECK_ADMIN_PASSWORD_FILE: 'firstAdministrator.passwordFile',
  MESHDECK_SESSION_HOURS: 'sessionHours',
  MESHDECK_SECURE_COOKIES: 'secureCookies',
  MESHDECK_METRICS_TOKEN: 'metricsToken',
  MESHDECK_REQUEST_SECONDS: 'requestSeconds',
  MESHDECK_OUTSIDE_POLL_SECONDS: 'outsidePollSeconds',
  MESHDECK_CONSOLE_URL: 'consoleUrl',
  MESHDECK_WEBHOOK_URL: 'webhooks.default.url',
  MESHDECK_WEBHOOK_SECRET: 'webhooks.default.secret',
  MESHDECK_WEBHOOK_SECRET_FILE: 'webhooks.default.secretFile',
  MESHDECK_LOG_LEVEL: 'logLevel',
} as const

/**
 * Reads the file that `MESHDECK_CONFIG` names (YAML or JSON), lays the other variables over it and checks the whole.
 * Throws `ConfigError`.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const path = environment['MESHDECK_CONFIG']
  const config = path === undefined ? {} : fileContent(path)
  for (const [variable, key] of Object.entries(variables)) {
    const value = environment[variable]
    if (value !== undefined && value !== '') setAt(config, key.split('.'), value)
  }
  return checked(Config, config, path ?? 'environment')
}

/** Holds a part of the configuration against its schema; `at` says where it stands. Throws `ConfigError`. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, at: string): z.output<Schema> {
  const parsed = parseWith(schema, value)
  if (parsed.ok) return parsed.value
  const lines = parsed.findings.map(
    ({ code, params, field }) => `  ${field ?? '(whole)'}: ${render(messageCatalog[code], params, 'en')}`,
  )
  throw new ConfigError(`The configuration cannot be used (${at}):\n${lines.join('\n')}`)
}

type Tree = { [key: string]: unknown }

function fileContent(path: string): Tree {
  try {
    return asTree(parseYaml(readFileSync(path, 'utf8')) ?? {})
  } catch (cause) {
    throw new ConfigError(`The configuration file ${path} cannot be read: ${(cause as Error).message}`, { cause }) // fs and yaml throw Errors
  }
}

function asTree(value: unknown): Tree {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Tree // just asked
  throw new ConfigError('it holds no keys')
}

function setAt(tree: Tree, [key = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) tree[key] = value
  else setAt((tree[key] = asTree(tree[key] ?? {})), rest, value)
}
