import type { Settings } from './settings.ts'

const prefix = 'cse.loadbalance.'

/** How the calls of one service are shared out and repeated (servicecomb.md 3.7). */
export interface Balancing {
  strategy: string
  retryEnabled: boolean
  retryOnNext: number
  retryOnSame: number
  backoff: { kind: string; minMs: number; maxMs: number }
}

/** Names below the prefix that are fields of the global block; every other one is a service. */
const fields = new Set([
  'strategy',
  'SessionStickinessRule',
  'retryEnabled',
  'retryOnNext',
  'retryOnSame',
  'backoff',
  'serverListFilters',
])

/**
 * Everything under `cse.loadbalance`. A service with any key of its own takes nothing from the global block.
 * @returns what counts for a service.
 */
export function readBalancing(settings: Settings): (service: string) => Balancing {
  const global = { ...readScalars(settings, prefix), strategy: strategyAt(settings, prefix) }
  const services = new Set(settings.keys(prefix).map((key) => key.slice(prefix.length).split('.')[0] ?? ''))
  const blocks = new Map<string, Balancing>()
  // The parser uses one block again for all services: what a later one does not say stays from the one before
  // (archaius source/unmarshal.go). It goes through them in any order; here in that of the alphabet.
  let scratch: Partial<Scalars> = {}
  for (const service of services) {
    if (fields.has(service)) continue
    const block = `${prefix}${service}.`
    scratch = { ...scratch, ...writtenScalars(settings, block) }
    blocks.set(service, { ...withDefaults(scratch), strategy: strategyAt(settings, block) })
  }
  return (service) => blocks.get(service) ?? global
}

type Scalars = Omit<Balancing, 'strategy' | 'backoff'> & { kind: string; minMs: number; maxMs: number }

// The names of strategies are the one part that each block has for itself.
const strategyAt = (settings: Settings, block: string): string => settings.get(`${block}strategy.name`) || 'RoundRobin'

const readScalars = (settings: Settings, block: string) => withDefaults(writtenScalars(settings, block))

function writtenScalars(settings: Settings, block: string): Partial<Scalars> {
  const flag = (name: string) =>
    settings.get(block + name) === undefined ? undefined : settings.flag(block + name, false)
  // What is no whole number counts as 0.
  const number = (name: string) =>
    settings.get(block + name) === undefined ? undefined : (settings.integer(block + name) ?? 0)
  return written({
    retryEnabled: flag('retryEnabled'),
    retryOnNext: number('retryOnNext'),
    retryOnSame: number('retryOnSame'),
    kind: settings.get(`${block}backoff.kind`),
    minMs: number('backoff.minMs'),
    maxMs: number('backoff.maxMs'),
  })
}

function written<T extends object>(all: { [Key in keyof T]: T[Key] | undefined }): Partial<T> {
  // What is left are the entries that have a value.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>
}

function withDefaults({ kind = '', minMs = 0, maxMs = 0, ...rest }: Partial<Scalars>): Omit<Balancing, 'strategy'> {
  return {
    retryEnabled: false,
    retryOnNext: 0,
    retryOnSame: 0,
    ...rest,
    backoff: { kind: kind || 'exponential', minMs, maxMs },
  }
}
