import { createHash } from 'node:crypto'
import type { Dialect } from './frameworks.ts'
import { appEnvironmentOf, namespaceOf } from './namespace.ts'

/** Who reads a document, as its labels say it (servicecomb.md 3.2). */
export interface Scope {
  namespace: string
  /** `app`, `caller:<service>@<version>`, `caller:<service>` (java-chassis alone), `other:<hash>` for labels that nobody asks for. */
  name: string
  /** Undefined where no data plane asks for these labels. */
  dialect: Dialect | undefined
}

interface LabelNames {
  app: string
  service: string
}

const names: Record<Dialect, LabelNames> = {
  go: { app: 'appId', service: 'serviceName' },
  java: { app: 'app', service: 'service' },
}
const dialects = Object.keys(names) as Dialect[] // keys of a constant

/** The scope that labels mean: they must be exactly those of one of the queries that data planes make. */
export function scopeOf(labels: Record<string, string>): Scope {
  for (const dialect of dialects) {
    const { app, service } = names[dialect]
    const { [app]: appName, environment, [service]: serviceName, version, ...others } = labels
    if (appName === undefined || appName === '' || environment === undefined || Object.keys(others).length > 0) continue
    const name = scopeName(dialect, serviceName, version)
    if (name !== undefined) return { namespace: namespaceOf({ app: appName, environment }), name, dialect }
  }
  const app = labels['appId'] ?? labels['app'] ?? ''
  return {
    namespace: namespaceOf({ app: app === '' ? 'default' : app, environment: labels['environment'] ?? '' }),
    name: `other:${createHash('sha256').update(labelsText(labels)).digest('hex').slice(0, 12)}`,
    dialect: undefined,
  }
}

function scopeName(dialect: Dialect, service: string | undefined, version: string | undefined): string | undefined {
  if (service === undefined) return version === undefined ? 'app' : undefined
  if (version !== undefined) return `caller:${service}@${version}`
  return dialect === 'java' ? `caller:${service}` : undefined
}

/** The caller that a scope's name means; undefined for the whole app. */
export function callerOf(name: string): { service: string; version: string | undefined } | undefined {
  const [, service, version] = /^caller:([^@]+)(?:@(.+))?$/.exec(name) ?? []
  return service === undefined ? undefined : { service, version }
}

/** The labels of a new document; undefined where the dialect has no such scope. */
export function labelsFor(namespace: string, name: string, dialect: Dialect): Record<string, string> | undefined {
  const { app, environment } = appEnvironmentOf(namespace)
  const keys = names[dialect]
  const whole = { [keys.app]: app, environment }
  if (name === 'app') return whole
  const caller = callerOf(name)
  if (!caller || scopeName(dialect, caller.service, caller.version) === undefined) return undefined
  return {
    ...whole,
    [keys.service]: caller.service,
    ...(caller.version === undefined ? {} : { version: caller.version }),
  }
}

/** Labels as one text in a fixed order. */
export const labelsText = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(', ')
